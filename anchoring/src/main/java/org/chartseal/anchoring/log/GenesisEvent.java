package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.chartseal.anchoring.canonical.Canonicalizer;

/** The event of leaf 0: which formats, key and origin the log begins with. */
final class GenesisEvent {
    private GenesisEvent() {}

    /** Canonical JSON. Origin and key name hold neither quotes nor backslashes: the sequencer checks it. */
    static byte[] json(String origin, String vkey, long createdMs) {
        if ((origin + vkey).chars().anyMatch(c -> c < 0x20 || c == '"' || c == '\\')) {
            throw new CheckpointFormatException(
                    "expected an origin without quotes, backslashes and control characters");
        }
        String json = "{\"canon\":\"fhir-jcs-lex/1\",\"createdMs\":\"" + createdMs
                + "\",\"event\":\"genesis\",\"hash\":\"SHA-256\",\"leaf\":\"FHIRLGv1\",\"logKey\":\"" + vkey
                + "\",\"origin\":\"" + origin + "\",\"subjectRule\":\"1\"}";
        return Canonicalizer.canonicalizeObject(json.getBytes(UTF_8));
    }
}
