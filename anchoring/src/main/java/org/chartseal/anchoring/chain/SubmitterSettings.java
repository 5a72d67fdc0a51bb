package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;

/**
 * How a submitter behaves.
 *
 * @param finality when an anchor's block is believed to stay
 * @param confirmations blocks that must be on top of an anchor before it is final by depth; 0 where blocks are final at
 *     once
 * @param stuckAfter how long an attempt waits for a block before its fee is raised
 * @param maxFee wei a gas that no attempt exceeds
 */
public record SubmitterSettings(Finality finality, long confirmations, Duration stuckAfter, BigInteger maxFee) {
    private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

    public SubmitterSettings {
        if (confirmations < 0 || stuckAfter.isNegative() || maxFee.signum() <= 0) {
            throw new IllegalArgumentException(
                    "submitter: expected confirmations and time from 0 and a fee above 0, found " + confirmations + ", "
                            + stuckAfter + ", " + maxFee);
        }
    }

    /** For the ledger in this process: each block is final. */
    public static SubmitterSettings development() {
        return new SubmitterSettings(Finality.DEPTH, 0, Duration.ofSeconds(30), GWEI.multiply(BigInteger.valueOf(500)));
    }

    /** For a public chain: twelve blocks deep, at most 200 gwei. */
    public static SubmitterSettings publicChain() {
        return new SubmitterSettings(Finality.DEPTH, 12, Duration.ofMinutes(3), GWEI.multiply(BigInteger.valueOf(200)));
    }

    /** Whether a block of this height is final on the chain as it is now. */
    boolean isFinal(ChainView chain, long blockNumber) throws IOException {
        return finalHeight(chain) >= blockNumber;
    }

    /** Height up to which blocks are final on the chain as it is now, below 0 if none is. */
    long finalHeight(ChainView chain) throws IOException {
        return switch (finality) {
            case DEPTH -> chain.blockNumber() - confirmations;
            case FINALIZED -> chain.finalizedNumber();
        };
    }
}
