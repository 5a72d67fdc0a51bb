package org.chartseal.server.integrity;

import java.util.Optional;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.HashReader;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TileHashReader;

/** The tree under the newest checkpoint that the log's own key signed: a row that is not in it proves nothing. */
final class SignedTree {
    private final Checkpoint checkpoint;
    private final HashReader hashes;

    private SignedTree(Checkpoint checkpoint, HashReader hashes) {
        this.checkpoint = checkpoint;
        this.hashes = hashes;
    }

    /** The tree of now, empty if there is no checkpoint with a good signature. */
    static Optional<SignedTree> of(LogStore store, CheckpointVerifier verifier) {
        return store.latestCheckpoint()
                .filter(verifier::verifies)
                .map(SignedCheckpoint::checkpoint)
                .map(checkpoint -> new SignedTree(checkpoint, new TileHashReader(store)));
    }

    /** How many leaves it has. */
    long size() {
        return checkpoint.size();
    }

    /** Whether just this entry is its leaf of this index. */
    boolean contains(long index, byte[] entry) {
        return index < size()
                && InclusionProof.create(hashes, index, size()).verifies(MerkleTree.leafHash(entry), checkpoint.root());
    }
}
