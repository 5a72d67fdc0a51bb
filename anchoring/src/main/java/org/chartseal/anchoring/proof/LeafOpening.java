package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.SequencedLeaf;
import org.chartseal.anchoring.proof.Opening.Hidden;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/** All commitments of one leaf, each opened or hidden; together they always yield the leaf's entry. */
public record LeafOpening(Opening write, Opening version, List<Opening> subjects) {
    /**
     * Refuses more subjects than a leaf can have.
     *
     * @throws ProofFormatException if there are too many
     */
    public LeafOpening {
        subjects = List.copyOf(subjects);
        if (subjects.size() > Commitment.MAX_SUBJECTS) {
            throw new ProofFormatException(
                    "expected at most " + Commitment.MAX_SUBJECTS + " subjects, found " + subjects.size());
        }
    }

    /** Which salts a leaf's opener has; null hides what the salt would open. */
    public interface SaltSource {
        /** Salt of W, null to hide it. */
        byte @Nullable [] write();

        /** Salt of V, null to hide it. */
        byte @Nullable [] version();

        /** Salt of the S of this subject, null to hide it. */
        byte @Nullable [] subject(String subject);
    }

    /** Opens a sequenced leaf as far as the salts go. */
    public static LeafOpening of(SequencedLeaf leaf, SaltSource salts) {
        List<Opening> subjects = new ArrayList<>();
        for (int j = 0; j < leaf.subjects().size(); j++) {
            byte[] salt = salts.subject(leaf.subjects().get(j).subject());
            subjects.add(open(
                    salt,
                    leaf.subjects().get(j).encode(),
                    leaf.commitment().subjects().get(j)));
        }
        return new LeafOpening(
                open(salts.write(), leaf.write().encode(), leaf.commitment().w()),
                open(salts.version(), leaf.version().encode(), leaf.commitment().v()),
                subjects);
    }

    private static Opening open(byte @Nullable [] salt, byte[] bytes, byte[] commitment) {
        return salt == null ? new Hidden(commitment) : new Opened(salt, bytes);
    }

    /** The commitments as they follow from salts and bytes. */
    public Commitment commitment() {
        try {
            return new Commitment(
                    write instanceof Opened o ? Commitment.write(o.salt(), o.bytes()) : ((Hidden) write).commitment(),
                    version instanceof Opened o
                            ? Commitment.version(o.salt(), o.bytes())
                            : ((Hidden) version).commitment(),
                    subjects.stream()
                            .map(s -> s instanceof Opened o
                                    ? Commitment.subject(o.salt(), o.bytes())
                                    : ((Hidden) s).commitment())
                            .toList());
        } catch (LeafFormatException e) {
            throw new ProofFormatException(e.getMessage() == null ? "malformed leaf" : e.getMessage(), e);
        }
    }

    void writeTo(Map<String, Object> json) {
        json.put("write", json(write));
        json.put("version", json(version));
        json.put("subjects", subjects.stream().map(LeafOpening::json).toList());
    }

    static LeafOpening read(Fields fields) {
        return new LeafOpening(
                fields.object("write", LeafOpening::opening),
                fields.object("version", LeafOpening::opening),
                fields.objects("subjects", LeafOpening::opening));
    }

    private static Map<String, String> json(Opening opening) {
        Map<String, String> json = new LinkedHashMap<>();
        if (opening instanceof Opened opened) {
            json.put("salt", Hex.of(opened.salt()));
            json.put("bytes", Hex.of(opened.bytes()));
        } else {
            json.put("commitment", Hex.of(((Hidden) opening).commitment()));
        }
        return json;
    }

    private static Opening opening(Fields fields) {
        if (fields.has("commitment")) {
            return new Hidden(fields.hex("commitment", Sha256.LENGTH));
        }
        return new Opened(fields.hex("salt", Sha256.LENGTH), fields.hex("bytes"));
    }
}
