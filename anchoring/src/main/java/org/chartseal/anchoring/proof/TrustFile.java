package org.chartseal.anchoring.proof;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.SignedCheckpoint;

/**
 * What a verifier trusts, had out of band (integrity log, section 5).
 *
 * @param origin the log's origin line
 * @param logKeys keys that may sign its checkpoints
 * @param chain the log on its chain
 * @param evidence what may stand for an anchor
 */
public record TrustFile(String origin, List<CheckpointVerifier> logKeys, ChainIdentity chain, Set<Evidence> evidence) {
    private static final String FORMAT = "1-draft";

    /** What may stand for an anchor. */
    public enum Evidence {
        /** What a proof file says of a development ledger. No evidence against the operator. */
        DEVELOPMENT("development"),
        /** What the verifier's own node confirms. */
        RPC("rpc");

        private final String word;

        Evidence(String word) {
            this.word = word;
        }
    }

    public TrustFile {
        logKeys = List.copyOf(logKeys);
        evidence = Set.copyOf(evidence);
    }

    /** Whether a checkpoint is this log's and signed by one of its keys. */
    public boolean signed(SignedCheckpoint checkpoint) {
        return checkpoint.checkpoint().origin().equals(origin)
                && logKeys.stream().anyMatch(key -> key.verifies(checkpoint));
    }

    /** The file's text: one JSON object and a line feed. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("origin", origin);
        json.put("logKeys", logKeys.stream().map(CheckpointVerifier::vkey).toList());
        AnchorEvidence.writeIdentity(chain, json);
        json.put(
                "evidence",
                evidence.stream().sorted().map(accepted -> accepted.word).toList());
        return JsonText.of(json) + "\n";
    }

    /**
     * Reads a file, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed
     */
    public static TrustFile parse(byte[] json) {
        return Fields.read(json, "trust", TrustFile::read);
    }

    private static TrustFile read(Fields fields) {
        fields.constant("format", FORMAT);
        String origin = fields.text("origin");
        List<CheckpointVerifier> keys =
                fields.texts("logKeys").stream().map(vkey -> key(vkey, fields)).toList();
        if (keys.isEmpty()) {
            throw fields.fail("logKeys", "at least one key");
        }
        ChainIdentity chain = AnchorEvidence.readIdentity(fields);
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        fields.texts("evidence").forEach(word -> evidence.add(evidence(word, fields)));
        return new TrustFile(origin, keys, chain, evidence);
    }

    private static CheckpointVerifier key(String vkey, Fields fields) {
        try {
            return CheckpointVerifier.parse(vkey);
        } catch (CheckpointFormatException e) {
            throw fields.fail("logKeys", "verifier keys (" + e.getMessage() + ")");
        }
    }

    private static Evidence evidence(String word, Fields fields) {
        for (Evidence evidence : Evidence.values()) {
            if (evidence.word.equals(word)) {
                return evidence;
            }
        }
        throw fields.fail("evidence", "development or rpc");
    }
}
