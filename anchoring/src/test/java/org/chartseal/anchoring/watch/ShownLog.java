package org.chartseal.anchoring.watch;

import java.io.IOException;
import java.util.Optional;
import org.chartseal.anchoring.chain.TestTree;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.LogServer;
import org.chartseal.anchoring.proof.OpenedLeaf;

/** A server that signs whatever tree it is told to show. */
final class ShownLog implements LogServer {
    static final String ORIGIN = "log.hospital.example";
    static final CheckpointSigner KEY = CheckpointSigner.fromSeed(ORIGIN, new byte[32]);

    CheckpointSigner signer = KEY;
    TestTree tree;
    long size;
    boolean silent;

    ShownLog(TestTree tree) {
        this.tree = tree;
    }

    @Override
    public SignedCheckpoint checkpoint() throws IOException {
        if (silent) {
            throw new IOException("expected status 200, found 503");
        }
        return signer.sign(new Checkpoint(ORIGIN, size, tree.root(size)));
    }

    @Override
    public ConsistencyProof consistency(long from, long to) {
        return ConsistencyProof.create(tree.hashes(), from, to);
    }

    @Override
    public Optional<byte[]> resource(String type, String id, String versionId) {
        throw new IllegalStateException("a watch needs no record");
    }

    @Override
    public Optional<OpenedLeaf> leaf(long index) {
        throw new IllegalStateException("a watch needs no leaf");
    }
}
