package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.SignedCheckpoint;

/**
 * That an entry is in the tree of a checkpoint, as C2SP tlog-proof writes it: for verifiers that know nothing of records.
 *
 * @param entry the 33 bytes in the tree, the proof's {@code extra}
 * @param path inclusion path, 32 bytes each
 * @param checkpoint signed note, verbatim
 */
public record TlogProof(byte[] entry, long index, List<byte[]> path, String checkpoint) {
    private static final String FIRST = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public TlogProof {
        path = List.copyOf(path);
    }

    /** What a proof file says of its leaf's place. */
    public static TlogProof of(ProofFile proof) {
        return new TlogProof(proof.leaf().commitment().entry(), proof.leafIndex(), proof.path(), proof.checkpoint());
    }

    /** The proof's text. */
    public String text() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        text.append(EXTRA).append(Base64.getEncoder().encodeToString(entry)).append('\n');
        text.append(INDEX).append(index).append('\n');
        path.forEach(
                hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }

    /**
     * Reads a text, strictly.
     *
     * @throws ProofFormatException if it is anything else
     */
    public static TlogProof parse(byte[] text) {
        String all = new String(text, UTF_8);
        int split = all.indexOf("\n\n");
        String[] lines = split < 0 ? new String[0] : all.substring(0, split).split("\n", -1);
        if (lines.length < 3
                || !lines[0].equals(FIRST)
                || !lines[1].startsWith(EXTRA)
                || !lines[2].matches(INDEX + "(0|[1-9][0-9]{0,17})")) {
            throw new ProofFormatException("tlog-proof: expected " + FIRST + ", extra, index, hashes and a checkpoint");
        }
        List<byte[]> path = new ArrayList<>();
        for (int i = 3; i < lines.length; i++) {
            path.add(bytes(lines[i], 32));
        }
        String checkpoint = all.substring(split + 2);
        TlogProof proof = new TlogProof(
                bytes(lines[1].substring(EXTRA.length()), Commitment.ENTRY_LENGTH),
                Long.parseLong(lines[2].substring(INDEX.length())),
                path,
                checkpoint);
        if (!proof.text().equals(all)) {
            throw new ProofFormatException("tlog-proof: expected its only spelling");
        }
        return proof;
    }

    /** Whether a log of this name, signing with one of the trust file's keys, has the entry at this index. */
    public boolean verifies(TrustFile trust) {
        try {
            SignedCheckpoint signed = SignedCheckpoint.parse(checkpoint);
            return trust.signed(signed)
                    && new InclusionProof(index, signed.checkpoint().size(), path)
                            .verifies(
                                    MerkleTree.leafHash(entry),
                                    signed.checkpoint().root());
        } catch (CheckpointFormatException malformed) {
            return false;
        }
    }

    private static byte[] bytes(String base64, int length) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == length) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new ProofFormatException("tlog-proof: expected " + length + " bytes in base64", e);
        }
        throw new ProofFormatException("tlog-proof: expected " + length + " bytes in base64");
    }
}
