package org.chartseal.anchoring.chain;

/**
 * A checkpoint that waits for its turn.
 *
 * @param treeSize leaves under the root
 * @param root 64 lower-case hex digits
 */
record Offer(long treeSize, String root) {}
