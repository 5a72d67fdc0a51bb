package org.chartseal.anchoring.chain;

import java.time.Instant;

/**
 * One signed transaction for a pending anchor. Several with one nonce replace each other; at most one is mined.
 *
 * @param number from 1 for each pending anchor
 * @param nonce of the publisher's account
 * @param fees it offers
 * @param raw signed transaction, as it is sent each time
 * @param transactionHash 0x and 64 lower-case hex digits
 * @param signedAt when, to the millisecond
 */
public record Attempt(int number, long nonce, Fees fees, byte[] raw, String transactionHash, Instant signedAt) {}
