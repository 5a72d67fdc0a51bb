package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One leaf of a patient's chain, with that patient's S opened and the other patients' hidden.
 *
 * @param content canonical JSON of the version; null for a deletion or an erased one
 * @param meta canonical meta; null if there is none
 * @param path inclusion path, 32 bytes each
 * @param erasure why W does not open; null if it does
 */
public record PatientLeaf(
        long leafIndex,
        LeafOpening leaf,
        @Nullable String content,
        @Nullable String meta,
        List<byte[]> path,
        @Nullable ErasureProof erasure) {
    public PatientLeaf {
        path = List.copyOf(path);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("index", Long.toString(leafIndex));
        leaf.writeTo(json);
        if (content != null) {
            json.put("content", content);
        }
        if (meta != null) {
            json.put("meta", meta);
        }
        json.put("path", path.stream().map(Hex::of).toList());
        if (erasure != null) {
            json.put("erasure", erasure.json());
        }
        return json;
    }

    static PatientLeaf read(Fields fields) {
        return new PatientLeaf(
                fields.number("index"),
                LeafOpening.read(fields),
                fields.optionalText("content"),
                fields.optionalText("meta"),
                fields.hashes("path"),
                fields.has("erasure") ? fields.object("erasure", ErasureProof::read) : null);
    }
}
