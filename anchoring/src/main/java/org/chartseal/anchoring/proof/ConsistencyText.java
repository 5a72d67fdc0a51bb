package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.log.ConsistencyProof;

/** The JSON of a consistency proof: {@code {"from":"N","to":"M","path":["hex",…]}}. */
public final class ConsistencyText {
    private ConsistencyText() {}

    /** Writes one. */
    public static String json(ConsistencyProof proof) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", Long.toString(proof.from()));
        json.put("to", Long.toString(proof.to()));
        json.put("path", proof.path().stream().map(Hex::of).toList());
        return JsonText.of(json);
    }

    /**
     * Reads one, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed
     */
    public static ConsistencyProof parse(byte[] json) {
        return Fields.read(
                json,
                "consistency",
                fields -> new ConsistencyProof(fields.number("from"), fields.number("to"), fields.hashes("path")));
    }
}
