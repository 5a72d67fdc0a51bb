package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * Judges the proof of a whole patient against a trust file (integrity log, sections 4 and 5). VERIFIED says that the file
 * holds every leaf that the server assigned to the patient up to the snapshot, or that there was none; whether it assigned
 * rightly, and whether the map was built of the log's own chains, an audit of the log tells.
 */
public final class PatientProofVerifier {
    private final TrustFile trust;

    public PatientProofVerifier(TrustFile trust) {
        this.trust = trust;
    }

    /**
     * Judges one proof.
     *
     * @param server the server to ask for L1, null to leave L1 unchecked
     * @param node the node to ask for L2, null to leave L2 unchecked
     */
    public Verification verify(PatientProofFile proof, @Nullable LogServer server, @Nullable AnchorReader node) {
        SignedCheckpoint checkpoint;
        byte[] leafHash;
        try {
            checkpoint = SignedCheckpoint.parse(proof.checkpoint());
            leafHash = proof.snapshot().leaf().commitment().leafHash();
        } catch (CheckpointFormatException | ProofFormatException e) {
            return unauthenticated(proof, Status.FAILED, "malformed: " + e.getMessage());
        }
        InclusionProof inclusion = new InclusionProof(
                proof.snapshot().leafIndex(), proof.treeSize(), proof.snapshot().path());
        if (checkpoint.checkpoint().size() != proof.treeSize()
                || !inclusion.verifies(leafHash, checkpoint.checkpoint().root())) {
            return unauthenticated(proof, Status.FAILED, "the snapshot's leaf is not in the tree of the checkpoint");
        }
        if (!trust.signed(checkpoint)) {
            return unauthenticated(
                    proof, Status.PASSED, "the snapshot is in the tree, but no pinned key signed the checkpoint");
        }
        return authenticated(proof, checkpoint, server, node);
    }

    private Verification unauthenticated(PatientProofFile proof, Status status, String reason) {
        return Verification.unauthenticated(status, reason, AnchorCheck.levels(trust, proof.evidence()));
    }

    private Verification authenticated(
            PatientProofFile proof, SignedCheckpoint note, @Nullable LogServer server, @Nullable AnchorReader node) {
        Checkpoint checkpoint = note.checkpoint();
        List<Finding> findings = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        SnapshotCheck snapshot =
                SnapshotCheck.of(trust.origin(), proof.snapshot(), proof.head(), proof.patient(), findings);
        if (snapshot != null) {
            PatientChainCheck chain = new PatientChainCheck(trust.origin(), proof.patient(), checkpoint, snapshot);
            findings.addAll(chain.follow(proof.leaves()));
            if (findings.isEmpty()) {
                notes.add(conclusion(snapshot, chain, proof.snapshot().leafIndex()));
            }
        }
        List<LevelResult> levels = new ArrayList<>();
        levels.add(
                findings.isEmpty()
                        ? new LevelResult(
                                Level.L0, Status.PASSED, "signed by a pinned key, whole, and what is shown fits it")
                        : new LevelResult(
                                Level.L0, Status.FAILED, findings.get(0).reason()));
        levels.add(
                server == null
                        ? new LevelResult(Level.L1, Status.NOT_CHECKED, "no server was named")
                        : new ServerCheck(trust, server).continues(checkpoint, findings));
        AnchorCheck anchors = new AnchorCheck(trust, findings, notes);
        levels.addAll(anchors.check(note, proof.anchors(), proof.evidence(), node));
        return Verification.of(findings, levels, notes);
    }

    private static String conclusion(SnapshotCheck snapshot, PatientChainCheck chain, long leafIndex) {
        String asOf = " as of the snapshot in leaf " + leafIndex + " (the first " + snapshot.asOfSize()
                + " leaves, by the server's clock " + Timestamps.text(snapshot.timeMs()) + ")";
        return snapshot.chainLength() == 0
                ? "absent: the server had assigned nothing to this patient" + asOf
                : "complete for what the server assigned to this patient" + asOf + ": " + snapshot.chainLength()
                        + " leaves, " + chain.erased() + " of them erased with authority";
    }
}
