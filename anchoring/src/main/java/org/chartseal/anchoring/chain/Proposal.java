package org.chartseal.anchoring.chain;

/**
 * What members proposed for a log.
 *
 * @param digest EIP-712 struct hash of the statement, 64 lower-case hex digits; zeros while nothing is proposed
 * @param number of the last proposal, 0 if none ever was
 * @param readyAt from when on it can be made, in seconds since 1970
 */
public record Proposal(String digest, long number, long readyAt) {
    private static final String NONE = "0".repeat(64);

    /** Whether something is proposed. */
    public boolean isPending() {
        return !digest.equals(NONE);
    }
}
