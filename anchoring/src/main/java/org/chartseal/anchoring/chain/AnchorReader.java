package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.Optional;

/** What anyone may read from the chain about one log, without a key. */
public interface AnchorReader {
    /**
     * Reads chain id, genesis and contract code afresh.
     *
     * @throws IOException if the node cannot be reached or answers nonsense
     */
    ChainIdentity identity() throws IOException;

    /** The newest anchor, empty before the first. */
    Optional<Anchor> head() throws IOException;

    /** The anchor with this sequence number, empty if there is none. */
    Optional<Anchor> anchor(long sequence) throws IOException;

    /** The first anchor whose tree holds at least {@code treeSize} leaves, empty if there is none yet. */
    Optional<Anchor> firstCovering(long treeSize) throws IOException;
}
