package org.chartseal.anchoring.evidence;

/**
 * A block that somebody who is trusted archived the hash of.
 *
 * @param hash 32 bytes
 */
public record ArchivedHeader(long blockNumber, byte[] hash) {
    /** Whether a header is that block's. */
    public boolean isOf(EvmHeader header) {
        return header.number() == blockNumber && header.hasHash(hash);
    }
}
