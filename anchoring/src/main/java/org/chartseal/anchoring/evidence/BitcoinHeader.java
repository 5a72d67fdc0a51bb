package org.chartseal.anchoring.evidence;

/**
 * What a trusted archive of Bitcoin's headers says of a block.
 *
 * @param merkleRoot 32 bytes in the order in which they stand in the header
 * @param time seconds since 1970, as the header says
 */
public record BitcoinHeader(long height, byte[] merkleRoot, long time) {}
