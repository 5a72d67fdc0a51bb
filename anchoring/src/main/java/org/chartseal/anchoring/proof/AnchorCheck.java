package org.chartseal.anchoring.proof;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.jspecify.annotations.Nullable;

/** L2 and, in format 2, L3 and L4: whether the checkpoint's root is anchored as the trust file asks. */
final class AnchorCheck {
    private static final String DEVELOPMENT =
            "DEVELOPMENT EVIDENCE: the ledger's key is on the operator's host. It is no evidence against the operator.";

    private final TrustFile trust;
    private final List<Finding> findings;
    private final List<String> notes;
    private final Set<Evidence> met = EnumSet.noneOf(Evidence.class);

    AnchorCheck(TrustFile trust, List<Finding> findings, List<String> notes) {
        this.trust = trust;
        this.findings = findings;
        this.notes = notes;
    }

    /** The levels above the file's own that the formats in play have. */
    static List<Level> levels(TrustFile trust, @Nullable List<EvidenceItem> evidence) {
        return second(trust, evidence) ? List.of(Level.L1, Level.L2, Level.L3, Level.L4) : List.of(Level.L1, Level.L2);
    }

    private static boolean second(TrustFile trust, @Nullable List<EvidenceItem> evidence) {
        return trust.pins() != null || evidence != null;
    }

    /** @param evidence what a proof of format 2 shows, null in format 1 */
    List<LevelResult> check(
            SignedCheckpoint note,
            List<AnchorEvidence> claims,
            @Nullable List<EvidenceItem> evidence,
            @Nullable AnchorReader node) {
        Checkpoint checkpoint = note.checkpoint();
        List<LevelResult> levels = new ArrayList<>();
        levels.add(node == null ? claimed(checkpoint, claims) : confirmed(checkpoint, claims, node));
        if (second(trust, evidence)) {
            EvidenceCheck check = new EvidenceCheck(trust, note, evidence == null ? List.of() : evidence);
            levels.addAll(check.check(findings));
            met.addAll(check.met());
        }
        if (trust.pins() != null) {
            boolean nothing = claims.isEmpty() && (evidence == null || evidence.isEmpty());
            policy(trust.pins(), nothing ? Verdict.PENDING : Verdict.INCONCLUSIVE, checkpoint, claims);
        }
        return levels;
    }

    /** Format 2: any of the evidence that is accepted, and all that is required. */
    private void policy(TrustPins pins, Verdict missing, Checkpoint checkpoint, List<AnchorEvidence> claims) {
        Set<Evidence> stands = EnumSet.noneOf(Evidence.class);
        stands.addAll(trust.evidence());
        stands.retainAll(met);
        if (stands.isEmpty()) {
            findings.add(
                    trust.evidence().isEmpty()
                            ? new Finding(Verdict.INCONCLUSIVE, "the trust file accepts no evidence")
                            : new Finding(
                                    missing,
                                    "nothing that the trust file accepts stands for the anchor: expected "
                                            + String.join(" or ", Evidence.words(trust.evidence()))));
        }
        pins.required().stream()
                .sorted()
                .filter(word -> !met.contains(word))
                .forEach(word -> findings.add(
                        new Finding(missing, "the trust file requires " + word.word() + ", which is missing")));
        if (stands.equals(EnumSet.of(Evidence.DEVELOPMENT))
                || matching(checkpoint, claims).anyMatch(claim -> claim.ledger() == Ledger.DEVELOPMENT)) {
            notes.add(DEVELOPMENT);
        }
    }

    private Stream<AnchorEvidence> matching(Checkpoint checkpoint, List<AnchorEvidence> claims) {
        return claims.stream()
                .filter(evidence -> evidence.identity().equals(trust.chain()) && of(checkpoint, evidence.anchor()));
    }

    private LevelResult claimed(Checkpoint checkpoint, List<AnchorEvidence> claims) {
        if (trust.pins() != null) {
            if (matching(checkpoint, claims).anyMatch(claim -> claim.ledger() == Ledger.DEVELOPMENT)) {
                met.add(Evidence.DEVELOPMENT);
            }
        } else {
            claimedInFirstFormat(checkpoint, claims);
        }
        return claims.isEmpty()
                ? new LevelResult(Level.L2, Status.NOT_CHECKED, "no anchor, no node")
                : new LevelResult(Level.L2, Status.NOT_CHECKED, "no node was asked; the anchor is the file's claim");
    }

    private void claimedInFirstFormat(Checkpoint checkpoint, List<AnchorEvidence> claims) {
        if (claims.isEmpty()) {
            findings.add(new Finding(Verdict.PENDING, "the file shows no anchor"));
            return;
        }
        Optional<AnchorEvidence> claim = matching(checkpoint, claims).findFirst();
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
        met.addAll(Set.of(Evidence.DEVELOPMENT, Evidence.RPC));
        if (trust.pins() == null) {
            acceptedInFirstFormat(claims);
        }
        return new LevelResult(
                Level.L2,
                Status.PASSED,
                "anchor " + anchor.sequence() + " in block " + anchor.blockNumber() + " of "
                        + Instant.ofEpochSecond(anchor.blockTime()));
    }

    private void acceptedInFirstFormat(List<AnchorEvidence> claims) {
        boolean development = claims.stream().anyMatch(claim -> claim.ledger() == Ledger.DEVELOPMENT);
        if (development || !trust.evidence().contains(Evidence.RPC)) {
            notes.add(DEVELOPMENT);
        }
        if (trust.evidence().isEmpty()) {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the trust file accepts no evidence"));
        }
    }

    private LevelResult failed(Verdict verdict, String reason) {
        findings.add(new Finding(verdict, reason));
        return new LevelResult(Level.L2, Status.FAILED, reason);
    }

    private static boolean of(Checkpoint checkpoint, Anchor anchor) {
        return anchor.treeSize() == checkpoint.size() && anchor.root().equals(Hex.of(checkpoint.root()));
    }
}
