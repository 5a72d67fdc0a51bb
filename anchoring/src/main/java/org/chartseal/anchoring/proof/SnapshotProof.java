package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * The leaf of kind 5 that a patient's file is proven by.
 *
 * @param event its event, canonical JSON
 * @param path inclusion path, 32 bytes each
 * @param mapKey K_map, 32 bytes
 */
public record SnapshotProof(long leafIndex, LeafOpening leaf, String event, List<byte[]> path, byte[] mapKey) {
    public SnapshotProof {
        path = List.copyOf(path);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", Long.toString(leafIndex));
        leaf.writeTo(json);
        json.put("event", event);
        json.put("path", path.stream().map(Hex::of).toList());
        json.put("mapKey", Hex.of(mapKey));
        return json;
    }

    static SnapshotProof read(Fields fields) {
        return new SnapshotProof(
                fields.number("index"),
                LeafOpening.read(fields),
                fields.text("event"),
                fields.hashes("path"),
                fields.hex("mapKey", Sha256.LENGTH));
    }
}
