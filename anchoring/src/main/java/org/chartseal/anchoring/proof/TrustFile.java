package org.chartseal.anchoring.proof;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.jspecify.annotations.Nullable;

/**
 * What a verifier trusts, had out of band (specification, section 8).
 *
 * @param edition from 1, one more for each file that follows another
 * @param previous SHA-256 of the bytes of the edition before, in hex; null exactly in edition 1
 * @param origin the log's origin line
 * @param logKeys keys that may sign its checkpoints
 * @param chain the log on its chain
 * @param evidence what may stand for an anchor
 */
public record TrustFile(
        long edition,
        @Nullable String previous,
        String origin,
        List<LogKey> logKeys,
        ChainIdentity chain,
        Set<Evidence> evidence) {
    private static final String FORMAT = "1";

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

    /** The first edition, of keys in use. */
    public TrustFile(String origin, List<CheckpointVerifier> keys, ChainIdentity chain, Set<Evidence> evidence) {
        this(1, null, origin, keys.stream().map(key -> new LogKey(key, null)).toList(), chain, evidence);
    }

    /** Whether a checkpoint is this log's and signed by a key that may sign one of its size. */
    public boolean signed(SignedCheckpoint checkpoint) {
        return checkpoint.checkpoint().origin().equals(origin)
                && logKeys.stream().anyMatch(key -> key.signed(checkpoint));
    }

    /** The file's text: one JSON object and a line feed. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("edition", Long.toString(edition));
        if (previous != null) {
            json.put("previous", previous);
        }
        json.put("origin", origin);
        json.put("logKeys", logKeys.stream().map(LogKey::json).toList());
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
        long edition = fields.number("edition");
        if (edition == 0) {
            throw fields.fail("edition", "a number from 1");
        }
        String previous = previous(edition, fields);
        String origin = fields.text("origin");
        List<LogKey> keys = fields.objects("logKeys", LogKey::read);
        if (keys.isEmpty()) {
            throw fields.fail("logKeys", "at least one key");
        }
        if (keys.stream().map(key -> key.key().vkey()).distinct().count() < keys.size()) {
            throw fields.fail("logKeys", "each key once");
        }
        ChainIdentity chain = AnchorEvidence.readIdentity(fields);
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        fields.texts("evidence").forEach(word -> {
            if (!evidence.add(evidence(word, fields))) {
                throw fields.fail("evidence", "each word once");
            }
        });
        return new TrustFile(edition, previous, origin, keys, chain, evidence);
    }

    private static @Nullable String previous(long edition, Fields fields) {
        if (edition > 1) {
            return Hex.of(fields.hex("previous", Sha256.LENGTH));
        }
        if (fields.has("previous")) {
            throw fields.fail("previous", "none in edition 1");
        }
        return null;
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
