package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/**
 * Judges proof files against a trust file (integrity log, section 5). TAMPERED is only ever said against a leaf that a
 * pinned key signed for, so that nobody can frame a log with a file of his own making.
 */
public final class ProofVerifier {
    private final TrustFile trust;

    public ProofVerifier(TrustFile trust) {
        this.trust = trust;
    }

    /**
     * Judges one proof.
     *
     * @param copy an exported copy of the resource to compare, null if there is none
     * @param server the server to ask for L1, null to leave L1 unchecked
     * @param node the node to ask for L2, null to leave L2 unchecked
     * @throws ProofFormatException if the copy is no JSON that could have been logged
     */
    public Verification verify(
            ProofFile proof, byte @Nullable [] copy, @Nullable LogServer server, @Nullable AnchorReader node) {
        SignedCheckpoint checkpoint;
        byte[] leafHash;
        try {
            checkpoint = SignedCheckpoint.parse(proof.checkpoint());
            leafHash = proof.leaf().commitment().leafHash();
        } catch (CheckpointFormatException | ProofFormatException e) {
            return unauthenticated(proof, Status.FAILED, "malformed: " + e.getMessage());
        }
        InclusionProof inclusion = new InclusionProof(proof.leafIndex(), proof.treeSize(), proof.path());
        if (checkpoint.checkpoint().size() != proof.treeSize()
                || !inclusion.verifies(leafHash, checkpoint.checkpoint().root())) {
            return unauthenticated(proof, Status.FAILED, "the leaf is not in the tree of the checkpoint");
        }
        if (!trust.signed(checkpoint)) {
            return unauthenticated(
                    proof, Status.PASSED, "consistent in itself, but no pinned key signed the checkpoint");
        }
        return authenticated(proof, checkpoint, leafHash, copy, server, node);
    }

    private Verification unauthenticated(ProofFile proof, Status status, String reason) {
        return Verification.unauthenticated(status, reason, AnchorCheck.levels(trust, proof.evidence()));
    }

    private Verification authenticated(
            ProofFile proof,
            SignedCheckpoint checkpoint,
            byte[] leafHash,
            byte @Nullable [] copy,
            @Nullable LogServer server,
            @Nullable AnchorReader node) {
        LeafCheck leaf = new LeafCheck(trust.origin(), proof.leaf(), proof.content(), proof.meta());
        List<Finding> findings = new ArrayList<>(leaf.findings());
        List<String> notes = new ArrayList<>();
        LeafWrite write = leaf.write();
        erasure(proof, checkpoint, leafHash, findings);
        if (write != null && copy != null) {
            findings.addAll(CopyCheck.check(write, copy));
        } else if (write != null && proof.content() == null && needsContent(write.kind())) {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the file holds no content and no copy was given"));
        }
        List<LevelResult> levels = new ArrayList<>();
        levels.add(fileLevel(findings));
        levels.add(
                server == null
                        ? new LevelResult(Level.L1, Status.NOT_CHECKED, "no server was named")
                        : new ServerCheck(trust, server).check(checkpoint.checkpoint(), proof, write, findings));
        AnchorCheck anchors = new AnchorCheck(trust, findings, notes);
        levels.addAll(anchors.check(checkpoint, proof.anchors(), proof.evidence(), node));
        return Verification.of(findings, levels, notes);
    }

    private static LevelResult fileLevel(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.verdict() != Verdict.ERASED)
                .findFirst()
                .map(finding -> new LevelResult(Level.L0, Status.FAILED, finding.reason()))
                .orElse(new LevelResult(
                        Level.L0, Status.PASSED, "signed by a pinned key, included, and what is shown fits it"));
    }

    private static boolean needsContent(LeafKind kind) {
        return kind == LeafKind.VERSION || kind.ofEvent();
    }

    private void erasure(ProofFile proof, SignedCheckpoint checkpoint, byte[] leafHash, List<Finding> findings) {
        boolean open = proof.leaf().write() instanceof Opened;
        boolean authorised = ErasureCheck.authorises(
                proof.erasure(), checkpoint.checkpoint(), trust.origin(), proof.leafIndex(), leafHash);
        if (authorised) {
            findings.add(new Finding(Verdict.ERASED, "an authorised erasure closed the leaf"));
        } else if (!open) {
            findings.add(
                    new Finding(Verdict.WITHHELD, "the leaf does not open and no authorised erasure of it is shown"));
        }
    }
}
