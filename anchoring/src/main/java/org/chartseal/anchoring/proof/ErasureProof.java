package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kind 3 leaf that authorises a leaf not to open, under the same checkpoint.
 *
 * @param path inclusion path, 32 bytes each
 * @param authorization JSON of the authorising record, whose hash is authHash
 */
public record ErasureProof(long leafIndex, LeafOpening leaf, List<byte[]> path, String authorization) {
    public ErasureProof {
        path = List.copyOf(path);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", Long.toString(leafIndex));
        leaf.writeTo(json);
        json.put("path", path.stream().map(Hex::of).toList());
        json.put("authorization", authorization);
        return json;
    }

    static ErasureProof read(Fields fields) {
        return new ErasureProof(
                fields.number("index"), LeafOpening.read(fields), fields.hashes("path"), fields.text("authorization"));
    }
}
