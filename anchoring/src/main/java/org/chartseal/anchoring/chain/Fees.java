package org.chartseal.anchoring.chain;

import java.math.BigInteger;

/**
 * What a transaction may cost (EIP-1559).
 *
 * @param maxPriorityFee wei a gas for the block's maker
 * @param maxFee wei a gas at most, priority fee included
 */
public record Fees(BigInteger maxPriorityFee, BigInteger maxFee) {
    public Fees {
        if (maxPriorityFee.signum() < 0 || maxPriorityFee.compareTo(maxFee) > 0) {
            throw new IllegalArgumentException(
                    "fees: expected a priority fee from 0 to " + maxFee + ", found " + maxPriorityFee);
        }
    }

    /** These fees, neither above {@code cap}. */
    Fees cappedAt(BigInteger cap) {
        return new Fees(maxPriorityFee.min(cap), maxFee.min(cap));
    }

    /** A quarter more than these, and no less than the market's: enough for every node to take it as a replacement. */
    Fees raised(Fees market) {
        return new Fees(
                raised(maxPriorityFee).max(market.maxPriorityFee()),
                raised(maxFee).max(market.maxFee()).max(raised(maxPriorityFee).max(market.maxPriorityFee())));
    }

    /** Whether nodes take this in the place of {@code before}: geth, Besu and anvil ask for a tenth more of both. */
    boolean replaces(Fees before) {
        return exceedsByATenth(maxPriorityFee, before.maxPriorityFee) && exceedsByATenth(maxFee, before.maxFee);
    }

    private static boolean exceedsByATenth(BigInteger now, BigInteger before) {
        return now.multiply(BigInteger.TEN).compareTo(before.multiply(BigInteger.valueOf(11))) >= 0;
    }

    private static BigInteger raised(BigInteger fee) {
        return fee.multiply(BigInteger.valueOf(5))
                .add(BigInteger.valueOf(3))
                .divide(BigInteger.valueOf(4))
                .max(BigInteger.ONE);
    }
}
