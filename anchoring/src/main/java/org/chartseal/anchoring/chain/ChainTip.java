package org.chartseal.anchoring.chain;

/**
 * The newest block that a node knows.
 *
 * @param number height
 * @param hash 0x and 64 lower-case hex digits
 * @param time seconds since 1970-01-01T00:00:00Z, as the block says
 */
public record ChainTip(long number, String hash, long time) {}
