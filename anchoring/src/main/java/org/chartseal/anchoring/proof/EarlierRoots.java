package org.chartseal.anchoring.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.SignedCheckpoint;

/**
 * Roots that a log committed itself to before: checkpoints that somebody archived, and anchors. Whatever it shows now must
 * begin with the leaves under each of them: else it was rolled back, forked or rewritten (RFC 6962, section 2.1.2).
 */
public final class EarlierRoots implements RunningCheck {
    private static final String ARCHIVED = "in an archived checkpoint";

    private record Root(String hash, String source) {}

    private final TrustFile trust;
    private final TreeMap<Long, List<Root>> bySize = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long agreed;
    private long parted = -1;
    private String departure = "";
    private long anchors;
    private long anchored;

    public EarlierRoots(TrustFile trust) {
        this.trust = trust;
    }

    /** Adds an archived checkpoint; one that no pinned key signed accuses nobody. */
    public void checkpoint(SignedCheckpoint archived) {
        if (trust.signed(archived)) {
            add(archived.checkpoint().size(), Hex.of(archived.checkpoint().root()), ARCHIVED);
        } else {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "no pinned key of this log signed the archived checkpoint"));
        }
    }

    /**
     * Adds every anchor of the log. To be called before the checkpoint to be audited is asked for: the chain may else be
     * ahead of it in all honesty.
     */
    public void anchors(AnchorReader node) {
        try {
            ChainIdentity identity = node.identity();
            if (!identity.equals(trust.chain())) {
                findings.add(new Finding(
                        Verdict.INCONCLUSIVE, "the node serves another chain, contract or log: " + identity));
                return;
            }
            Optional<Anchor> newest = node.head();
            if (newest.isEmpty()) {
                findings.add(new Finding(Verdict.PENDING, "the chain has no anchor of this log yet"));
                return;
            }
            for (long sequence = 1; sequence <= newest.get().sequence(); sequence++) {
                long number = sequence;
                Anchor anchor = node.anchor(sequence)
                        .orElseThrow(() -> new IOException("anchor " + number + ": expected its event, found none"));
                add(anchor.treeSize(), anchor.root(), "by anchor " + number + " on the chain");
                anchors = number;
                anchored = anchor.treeSize();
            }
        } catch (IOException e) {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the node did not answer: " + e.getMessage()));
        }
    }

    /** How many anchors were read, and how many leaves the newest of them covers, in words. */
    public String anchorsRead() {
        return "Anchors: " + anchors + " read, the newest covers " + anchored + " leaves.";
    }

    private void add(long size, String root, String source) {
        bySize.computeIfAbsent(size, none -> new ArrayList<>()).add(new Root(root, source));
    }

    /** What lies before was compared by the audit that walked there, if it was given it; an archived checkpoint may not have been. */
    @Override
    public void resumed(long walked) {
        Map<Long, List<Root>> before = bySize.headMap(walked, true);
        before.forEach((size, roots) -> {
            if (roots.stream().anyMatch(root -> root.source().equals(ARCHIVED))) {
                findings.add(new Finding(
                        Verdict.INCONCLUSIVE,
                        "the archived checkpoint of " + size + " leaves is of those that an earlier audit walked: audit"
                                + " without its state"));
            }
        });
        before.clear();
    }

    @Override
    public void grown(CompactRange tree, byte[] leafHash) {
        List<Root> expected = bySize.remove(tree.size());
        if (expected == null) {
            return;
        }
        String found = Hex.of(tree.root());
        for (Root root : expected) {
            if (root.hash().equals(found)) {
                agreed = parted < 0 ? tree.size() : agreed;
            } else if (parted < 0) {
                parted = tree.size();
                departure = root.source();
            }
        }
    }

    @Override
    public List<Finding> conclude(long size, boolean asSigned) {
        List<Finding> all = new ArrayList<>(findings);
        if (parted >= 0) {
            String where = "the first " + parted + " leaves do not have the root given for them " + departure
                    + "; they part in leaves " + agreed + " to " + (parted - 1);
            all.add(new Finding(
                    Verdict.TAMPERED,
                    asSigned ? "forked, two histories of which the log signed both: " + where : "rewritten: " + where));
        }
        bySize.tailMap(size, false).descendingMap().entrySet().stream()
                .limit(1)
                .forEach(larger -> all.add(new Finding(
                        Verdict.TAMPERED,
                        "rolled back: the log shows " + size + " leaves, fewer than the " + larger.getKey() + " given "
                                + larger.getValue().get(0).source())));
        return all;
    }
}
