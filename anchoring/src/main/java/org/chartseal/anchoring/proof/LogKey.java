package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * A key that a trust file pins.
 *
 * @param lastSize leaves of the largest checkpoint that a retired key counts for; null while it is in use
 */
public record LogKey(CheckpointVerifier key, @Nullable Long lastSize) {
    /** Whether the key signed a checkpoint that it may sign. */
    boolean signed(SignedCheckpoint checkpoint) {
        return (lastSize == null || checkpoint.checkpoint().size() <= lastSize) && key.verifies(checkpoint);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("key", key.vkey());
        if (lastSize != null) {
            json.put("lastSize", Long.toString(lastSize));
        }
        return json;
    }

    static LogKey read(Fields fields) {
        return new LogKey(verifier(fields), fields.has("lastSize") ? (Long) fields.number("lastSize") : null);
    }

    private static CheckpointVerifier verifier(Fields fields) {
        String vkey = fields.text("key");
        try {
            return CheckpointVerifier.parse(vkey);
        } catch (CheckpointFormatException e) {
            throw fields.fail("key", "a verifier key (" + e.getMessage() + ")");
        }
    }
}
