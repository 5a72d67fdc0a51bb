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
 * What a verifier trusts, had out of band (specification, section 8; of format 2, section 3).
 *
 * @param edition from 1, one more for each file that follows another
 * @param previous SHA-256 of the bytes of the edition before, in hex; null exactly in edition 1
 * @param origin the log's origin line
 * @param logKeys keys that may sign its checkpoints
 * @param chain the log on its chain
 * @param evidence what may stand for an anchor
 * @param pins what format 2 pins beside; null in format 1
 */
public record TrustFile(
        long edition,
        @Nullable String previous,
        String origin,
        List<LogKey> logKeys,
        ChainIdentity chain,
        Set<Evidence> evidence,
        @Nullable TrustPins pins) {

    /** What may stand for an anchor. */
    public enum Evidence {
        /** What a proof file says of a development ledger. No evidence against the operator. */
        DEVELOPMENT("development"),
        /** What the verifier's own node confirms. */
        RPC("rpc"),
        /** A receipt in a block whose hash the trust file archives. */
        HEADER("header"),
        /** A receipt in a block that pinned QBFT validators sealed. */
        QBFT("qbft"),
        /** A quorum of pinned witnesses. */
        WITNESSES("witnesses"),
        /** A time stamp token of a pinned authority. */
        RFC3161("rfc3161"),
        /** An OpenTimestamps proof into an archived Bitcoin block. */
        OPENTIMESTAMPS("opentimestamps");

        private static final Set<Evidence> FIRST = EnumSet.of(DEVELOPMENT, RPC);

        private final String word;

        Evidence(String word) {
            this.word = word;
        }

        /** The word in trust files. */
        public String word() {
            return word;
        }

        static List<String> words(Set<Evidence> evidence) {
            return evidence.stream().sorted().map(Evidence::word).toList();
        }

        static Set<Evidence> read(String name, Fields fields, boolean second) {
            Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
            fields.texts(name).forEach(word -> {
                if (!evidence.add(of(word, name, fields, second))) {
                    throw fields.fail(name, "each word once");
                }
            });
            return evidence;
        }

        private static Evidence of(String word, String name, Fields fields, boolean second) {
            for (Evidence evidence : second ? EnumSet.allOf(Evidence.class) : FIRST) {
                if (evidence.word.equals(word)) {
                    return evidence;
                }
            }
            throw fields.fail(
                    name,
                    second
                            ? "development, rpc, header, qbft, witnesses, rfc3161 or opentimestamps"
                            : "development or rpc");
        }
    }

    public TrustFile {
        logKeys = List.copyOf(logKeys);
        evidence = Set.copyOf(evidence);
    }

    /** A file of format 1. */
    public TrustFile(
            long edition,
            @Nullable String previous,
            String origin,
            List<LogKey> logKeys,
            ChainIdentity chain,
            Set<Evidence> evidence) {
        this(edition, previous, origin, logKeys, chain, evidence, null);
    }

    /** The same in format 2. */
    public TrustFile withPins(Set<Evidence> accepted, TrustPins pinned) {
        return new TrustFile(edition, previous, origin, logKeys, chain, accepted, pinned);
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
        json.put("format", pins == null ? EvidenceText.FORMAT_1 : EvidenceText.FORMAT_2);
        json.put("edition", Long.toString(edition));
        if (previous != null) {
            json.put("previous", previous);
        }
        json.put("origin", origin);
        json.put("logKeys", logKeys.stream().map(LogKey::json).toList());
        AnchorEvidence.writeIdentity(chain, json);
        json.put("evidence", Evidence.words(evidence));
        if (pins != null) {
            json.putAll(TrustPinsText.json(pins));
        }
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
        boolean second = EvidenceText.isSecondTrustFormat(fields);
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
        Set<Evidence> evidence = Evidence.read("evidence", fields, second);
        TrustPins pins = second ? TrustPinsText.read(fields) : null;
        return new TrustFile(edition, previous, origin, keys, chain, evidence, pins);
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
}
