package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.Cosigner;

/**
 * A witness that a trust file pins.
 *
 * @param institution who holds the key, for people to read
 */
public record Witness(Cosigner key, String institution) {
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", key.vkey());
        json.put("institution", institution);
        return json;
    }

    static Witness read(Fields fields) {
        return new Witness(cosigner(fields), fields.text("institution"));
    }

    private static Cosigner cosigner(Fields fields) {
        String vkey = fields.text("key");
        try {
            return Cosigner.parse(vkey);
        } catch (CheckpointFormatException e) {
            throw fields.fail("key", "a verifier key (" + e.getMessage() + ")");
        }
    }
}
