package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.Optional;

/**
 * One log on one chain, as a node shows it. Nothing here is remembered; every method asks the node afresh and throws
 * {@link IOException} if it cannot be reached or answers nonsense, and {@link NodeRefusal} if it answers with an error.
 */
public interface ChainView {
    /** What anyone may read. */
    AnchorReader reader();

    /** What the contract says of the log. */
    LogHead logHead() throws IOException;

    /** What the contract said of the log at the end of the block at this height. Nodes keep this for some time only. */
    LogHead logHeadAt(long blockNumber) throws IOException;

    /** Height of the newest block. */
    long blockNumber() throws IOException;

    /** Height of the newest block that the chain itself calls final, -1 if there is none yet. */
    long finalizedNumber() throws IOException;

    /** Hash of the block at a height, 0x and 64 lower-case hex digits; empty if there is none. */
    Optional<String> blockHash(long number) throws IOException;
}
