package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;

/** A node that could not be opened: whatever is asked of it fails for that reason. */
final class UnreachableNode implements AnchorReader {
    private final IOException reason;

    UnreachableNode(IOException reason) {
        this.reason = reason;
    }

    @Override
    public ChainIdentity identity() throws IOException {
        throw reason;
    }

    @Override
    public Optional<Anchor> head() throws IOException {
        throw reason;
    }

    @Override
    public Optional<Anchor> anchor(long sequence) throws IOException {
        throw reason;
    }

    @Override
    public Optional<Anchor> firstCovering(long treeSize) throws IOException {
        throw reason;
    }
}
