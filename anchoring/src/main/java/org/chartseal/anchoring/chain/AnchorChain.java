package org.chartseal.anchoring.chain;

import java.io.IOException;

/** One log on one chain, with the right to append to it: what {@link Submitter} needs. */
public interface AnchorChain extends ChainView {
    /** The publisher's next nonce by what is mined: what waits in a pool does not count. */
    long nextNonce() throws IOException;

    /** What the market asks now. */
    Fees marketFees() throws IOException;

    /** The rules with the hash that {@code head} shows. */
    LogRules rules(LogHead head) throws IOException;

    /** Signs, without sending. */
    Signed sign(Append append, long nonce, Fees fees) throws IOException;

    /** Signs the same call again, at another nonce or for other fees. */
    Signed signAgain(Attempt attempt, long nonce, Fees fees) throws IOException;

    /** Hands signed bytes to the node. */
    void send(byte[] raw) throws IOException;

    /**
     * A signed transaction.
     *
     * @param raw as it is sent
     * @param transactionHash 0x and 64 lower-case hex digits
     */
    record Signed(byte[] raw, String transactionHash) {}
}
