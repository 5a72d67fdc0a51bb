package org.chartseal.server.integrity;

import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TileHashReader;
import org.chartseal.anchoring.proof.AnchorEvidence;
import org.chartseal.anchoring.proof.ErasureProof;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.jspecify.annotations.Nullable;

/** The trees that proofs are made in: those that were anchored, so that a file needs no consistency proof. */
final class ProofTrees {
    private final LogStore store;
    private final Anchoring anchoring;
    private final CollectedEvidence collected;

    ProofTrees(LogStore store, Anchoring anchoring, CollectedEvidence collected) {
        this.store = store;
        this.anchoring = anchoring;
        this.collected = collected;
    }

    /**
     * One tree.
     *
     * @param checkpoint with the lines of those who cosigned it
     * @param anchor where its root is anchored, empty while it is not
     */
    record Tree(SignedCheckpoint checkpoint, Optional<Anchor> anchor) {
        long size() {
            return checkpoint.checkpoint().size();
        }
    }

    /**
     * The first anchored tree that has this leaf and all its evidence, or else the first anchored one, or else the newest
     * one; empty if that has it not either.
     */
    Optional<Tree> covering(long index) {
        Optional<Anchor> anchor = collected.firstComplete(index + 1).or(() -> anchoring.firstCovering(index + 1));
        return anchor.flatMap(found -> store.checkpoint(found.treeSize()))
                .or(store::latestCheckpoint)
                .map(checkpoint -> new Tree(collected.cosigned(checkpoint), anchor))
                .filter(tree -> tree.size() > index);
    }

    /** A leaf's inclusion path, 32 bytes each. */
    List<byte[]> path(long index, Tree tree) {
        return paths(tree).of(index);
    }

    /** The paths of several leaves of one tree, which read each tile once. */
    interface Paths {
        /** A leaf's inclusion path, 32 bytes each. */
        List<byte[]> of(long index);
    }

    /** Paths in a tree, for one thread. */
    Paths paths(Tree tree) {
        TileHashReader hashes = new TileHashReader(store);
        return index -> InclusionProof.create(hashes, index, tree.size()).path();
    }

    /** What a file in this format shows for the tree's anchor; null for a file of format 1. */
    @Nullable
    List<EvidenceItem> shown(Tree tree, ProofFormat format) {
        if (format == ProofFormat.FIRST) {
            return null;
        }
        List<EvidenceItem> items = tree.anchor().map(collected::of).orElse(List.of());
        return format == ProofFormat.SECOND || (collected.pinned() && !items.isEmpty()) ? items : null;
    }

    /** The anchor as a file claims it, none if there is none. */
    List<AnchorEvidence> evidence(Tree tree) {
        Optional<ChainIdentity> identity = anchoring.identity();
        if (tree.anchor().isEmpty() || identity.isEmpty()) {
            return List.of();
        }
        AnchorEvidence.Ledger ledger =
                anchoring.development() ? AnchorEvidence.Ledger.DEVELOPMENT : AnchorEvidence.Ledger.NETWORK;
        return List.of(new AnchorEvidence(ledger, identity.get(), tree.anchor().get()));
    }

    /** A tombstone as a file shows it, null if there is none or it does not open. */
    @Nullable
    ErasureProof erasure(@Nullable OpenedLeaf tombstone, Tree tree) {
        return tombstone == null || tombstone.leaf() == null || tombstone.authorization() == null
                ? null
                : new ErasureProof(
                        tombstone.index(), tombstone.leaf(), path(tombstone.index(), tree), tombstone.authorization());
    }
}
