package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What one node says of one log, for whoever follows it from outside and without a key. Nothing is remembered and nothing
 * is believed; every method throws {@link IOException} if the node cannot be reached or answers nonsense.
 */
public interface LogFollower extends AutoCloseable {
    /** Chain, genesis and contract, read afresh. */
    ChainIdentity identity() throws IOException;

    /** What the contract says of the log. */
    LogHead head() throws IOException;

    /** The newest block. */
    ChainTip tip() throws IOException;

    /** Hash of the block at a height, 0x and 64 lower-case hex digits; empty if there is none. */
    Optional<String> blockHash(long number) throws IOException;

    /**
     * What was recorded of the log in these blocks, in the chain's order.
     *
     * @param before the anchor before the first of these blocks, empty if there was none
     * @param from first block
     * @param to last block
     */
    List<LogEvent> events(Optional<PendingAnchor> before, long from, long to) throws IOException;

    @Override
    void close();
}
