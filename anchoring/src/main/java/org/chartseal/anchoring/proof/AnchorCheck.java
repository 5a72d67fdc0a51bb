package org.chartseal.anchoring.proof;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.jspecify.annotations.Nullable;

/** L2: whether the checkpoint's root is anchored as the trust file asks. */
final class AnchorCheck {
    private static final String DEVELOPMENT =
            "DEVELOPMENT EVIDENCE: the ledger's key is on the operator's host. It is no evidence against the operator.";

    private final TrustFile trust;
    private final List<Finding> findings;
    private final List<String> notes;

    AnchorCheck(TrustFile trust, List<Finding> findings, List<String> notes) {
        this.trust = trust;
        this.findings = findings;
        this.notes = notes;
    }

    LevelResult check(Checkpoint checkpoint, List<AnchorEvidence> claims, @Nullable AnchorReader node) {
        return node == null ? claimed(checkpoint, claims) : confirmed(checkpoint, claims, node);
    }

    private LevelResult claimed(Checkpoint checkpoint, List<AnchorEvidence> claims) {
        if (claims.isEmpty()) {
            findings.add(new Finding(Verdict.PENDING, "the file shows no anchor"));
            return new LevelResult(Level.L2, Status.NOT_CHECKED, "no anchor, no node");
        }
        Optional<AnchorEvidence> claim = claims.stream()
                .filter(evidence -> evidence.identity().equals(trust.chain()) && of(checkpoint, evidence.anchor()))
                .findFirst();
        if (claim.isEmpty()) {
            findings.add(new Finding(
                    Verdict.INCONCLUSIVE, "no anchor in the file is of this checkpoint on the pinned chain"));
        } else if (claim.get().ledger() != Ledger.DEVELOPMENT
                || !trust.evidence().contains(Evidence.DEVELOPMENT)) {
            findings.add(new Finding(
                    Verdict.INCONCLUSIVE,
                    "the anchor is the file's claim: the trust file asks for a node to confirm it"));
        } else {
            notes.add(DEVELOPMENT);
        }
        return new LevelResult(Level.L2, Status.NOT_CHECKED, "no node was asked; the anchor is the file's claim");
    }

    private LevelResult confirmed(Checkpoint checkpoint, List<AnchorEvidence> claims, AnchorReader node) {
        try {
            ChainIdentity identity = node.identity();
            if (!identity.equals(trust.chain())) {
                return failed(Verdict.INCONCLUSIVE, "the node serves another chain, contract or log: " + identity);
            }
            Optional<Anchor> first = node.firstCovering(checkpoint.size());
            if (first.isEmpty() || first.get().treeSize() != checkpoint.size()) {
                String found = first.isEmpty()
                        ? "the chain has no anchor that covers " + checkpoint.size() + " leaves"
                        : "the chain anchors " + first.get().treeSize() + " leaves, this proof is about "
                                + checkpoint.size() + ": ask for a newer proof";
                return failed(claims.isEmpty() ? Verdict.PENDING : Verdict.INCONCLUSIVE, found);
            }
            if (!of(checkpoint, first.get())) {
                return failed(
                        Verdict.TAMPERED,
                        "the chain has root " + first.get().root() + " for " + checkpoint.size()
                                + " leaves, the log signed " + Hex.of(checkpoint.root()));
            }
            return accepted(first.get(), claims);
        } catch (IOException e) {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the node did not answer"));
            return new LevelResult(Level.L2, Status.NOT_CHECKED, "no answer: " + e.getMessage());
        }
    }

    private LevelResult accepted(Anchor anchor, List<AnchorEvidence> claims) {
        boolean development = claims.stream().anyMatch(claim -> claim.ledger() == Ledger.DEVELOPMENT);
        if (development || !trust.evidence().contains(Evidence.RPC)) {
            notes.add(DEVELOPMENT);
        }
        if (trust.evidence().isEmpty()) {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the trust file accepts no evidence"));
        }
        return new LevelResult(
                Level.L2,
                Status.PASSED,
                "anchor " + anchor.sequence() + " in block " + anchor.blockNumber() + " of "
                        + Instant.ofEpochSecond(anchor.blockTime()));
    }

    private LevelResult failed(Verdict verdict, String reason) {
        findings.add(new Finding(verdict, reason));
        return new LevelResult(Level.L2, Status.FAILED, reason);
    }

    private static boolean of(Checkpoint checkpoint, Anchor anchor) {
        return anchor.treeSize() == checkpoint.size() && anchor.root().equals(Hex.of(checkpoint.root()));
    }
}
