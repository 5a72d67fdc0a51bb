package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.jspecify.annotations.Nullable;

/**
 * Redeems one promise with the proofs of what it is of. VERIFIED says that each version it names has its leaf and that each
 * proof is VERIFIED. That a version has none, only an audit of the whole log can say.
 */
public final class PromiseVerifier {
    private final TrustFile trust;

    public PromiseVerifier(TrustFile trust) {
        this.trust = trust;
    }

    /**
     * Judges one promise.
     *
     * @param proofs of its versions, in any order
     * @param node the node to ask for L2, null to leave L2 unchecked
     */
    public Verification verify(PromiseFile promise, List<ProofFile> proofs, @Nullable AnchorReader node) {
        PromiseCheck check = new PromiseCheck(trust.origin(), trust.logKeys(), List.of(promise));
        List<Finding> findings = new ArrayList<>();
        List<LevelResult> levels = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ProofFile proof : proofs) {
            Verification verified = new ProofVerifier(trust).verify(proof, null, null, node);
            findings.addAll(verified.findings());
            notes.addAll(verified.notes());
            levels.addAll(verified.levels());
            if (verified.authentic()) {
                LeafCheck leaf = new LeafCheck(trust.origin(), proof.leaf(), proof.content(), proof.meta());
                check.saw(proof.leafIndex(), proof.leaf(), leaf.write());
            }
        }
        // Others may stand in the log unseen: without all leaves nobody can be accused.
        check.saw(-1, null, null);
        List<Finding> promised = check.conclude();
        findings.addAll(promised);
        levels.add(0, new LevelResult(Level.L0, status(promised), reason(promise, promised)));
        return Verification.of(findings, levels, notes.stream().distinct().toList());
    }

    private static Status status(List<Finding> promised) {
        return promised.isEmpty() ? Status.PASSED : Status.FAILED;
    }

    private static String reason(PromiseFile promise, List<Finding> promised) {
        return promised.isEmpty()
                ? "signed by a pinned key, and each of the " + promise.writes().size() + " promised versions has a leaf"
                : promised.get(0).reason();
    }
}
