package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/** Follows a patient's chain from its first leaf to the one that the map names (integrity log, section 4.2). */
final class PatientChainCheck {
    private final String origin;
    private final String patient;
    private final Checkpoint checkpoint;
    private final SnapshotCheck snapshot;
    private final List<Finding> findings = new ArrayList<>();
    private byte[] previous = new byte[Sha256.LENGTH];
    private long length;
    private int erased;

    PatientChainCheck(String origin, String patient, Checkpoint checkpoint, SnapshotCheck snapshot) {
        this.origin = origin;
        this.patient = patient;
        this.checkpoint = checkpoint;
        this.snapshot = snapshot;
    }

    /** What contradicts the chain's being whole and what its leaves say. */
    List<Finding> follow(List<PatientLeaf> leaves) {
        for (PatientLeaf leaf : leaves) {
            leaf(leaf);
        }
        long expected = snapshot.chainLength();
        if (length < expected) {
            add(Verdict.WITHHELD, "the patient's chain has " + expected + " leaves, the file shows " + length);
        } else if (length > expected) {
            add(
                    Verdict.TAMPERED,
                    "the map says the patient's chain has " + expected + " leaves, the log has " + length);
        } else if (!Arrays.equals(previous, snapshot.newest())) {
            add(Verdict.TAMPERED, "the map names another leaf as the newest of the patient's chain");
        }
        return findings;
    }

    /** Leaves that were erased with authority. */
    int erased() {
        return erased;
    }

    private void leaf(PatientLeaf shown) {
        byte[] hash;
        try {
            hash = shown.leaf().commitment().leafHash();
        } catch (ProofFormatException e) {
            add(Verdict.INCONCLUSIVE, at(shown) + "malformed: " + e.getMessage());
            return;
        }
        if (!new InclusionProof(shown.leafIndex(), checkpoint.size(), shown.path()).verifies(hash, checkpoint.root())) {
            add(Verdict.INCONCLUSIVE, at(shown) + "not in the tree of the checkpoint");
            return;
        }
        SubjectLink link = link(shown.leaf());
        if (link == null) {
            add(Verdict.INCONCLUSIVE, at(shown) + "does not open as one of this patient");
            return;
        }
        if (shown.leafIndex() >= snapshot.asOfSize()) {
            add(Verdict.INCONCLUSIVE, at(shown) + "came after the snapshot, which covers " + snapshot.asOfSize());
            return;
        }
        if (follows(shown, link)) {
            previous = hash;
            length = link.subjectSeq();
            content(shown, hash);
        }
    }

    private boolean follows(PatientLeaf shown, SubjectLink link) {
        long expected = length + 1;
        if (link.subjectSeq() < expected) {
            add(
                    Verdict.INCONCLUSIVE,
                    at(shown) + "out of order: number " + link.subjectSeq() + " of the chain after number " + length);
            return false;
        }
        if (link.subjectSeq() > expected) {
            add(
                    Verdict.WITHHELD,
                    at(shown) + "number " + link.subjectSeq() + " of the patient's chain, where number " + expected
                            + " is due");
            return true;
        }
        if (!Arrays.equals(link.prevSubjectLeafHash(), previous)) {
            add(Verdict.TAMPERED, at(shown) + "names another leaf as the one before it in the patient's chain");
        }
        return true;
    }

    private @Nullable SubjectLink link(LeafOpening leaf) {
        return leaf.subjects().stream()
                .map(PatientChainCheck::decoded)
                .filter(link -> link != null && link.subject().equals(patient))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable SubjectLink decoded(Opening opening) {
        try {
            return opening instanceof Opened opened ? SubjectLink.decode(opened.bytes()) : null;
        } catch (LeafFormatException unknown) {
            // Of whom it is, nobody can tell: another S may be the patient's.
            return null;
        }
    }

    private void content(PatientLeaf shown, byte[] hash) {
        LeafCheck check = new LeafCheck(origin, shown.leaf(), shown.content(), shown.meta());
        check.findings().forEach(finding -> add(finding.verdict(), at(shown) + finding.reason()));
        LeafWrite write = check.write();
        if (ErasureCheck.authorises(shown.erasure(), checkpoint, origin, shown.leafIndex(), hash)) {
            erased++;
        } else if (!(shown.leaf().write() instanceof Opened)) {
            add(Verdict.WITHHELD, at(shown) + "does not open, and no authorised erasure of it is shown");
        } else if (write != null && write.kind() == LeafKind.VERSION && shown.content() == null) {
            add(Verdict.WITHHELD, at(shown) + "opens, but its content is not shown");
        }
    }

    private static String at(PatientLeaf leaf) {
        return "leaf " + leaf.leafIndex() + ": ";
    }

    private void add(Verdict verdict, String reason) {
        findings.add(new Finding(verdict, reason));
    }
}
