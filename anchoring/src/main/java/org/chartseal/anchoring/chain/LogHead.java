package org.chartseal.anchoring.chain;

/**
 * What the contract says of the log now.
 *
 * @param publisher the one address that may append, 0x and 40 lower-case hex digits
 * @param sequence of the newest anchor, 0 before the first
 * @param treeSize of the newest anchor, 0 before the first
 * @param head 0x and 64 lower-case hex digits, zeros before the first
 */
public record LogHead(String publisher, long sequence, long treeSize, String head) {}
