package org.chartseal.anchoring.chain;

/**
 * What the contract says of the log now.
 *
 * @param publisher the one address that may append, 0x and 40 lower-case hex digits
 * @param sequence of the newest anchor, 0 before the first
 * @param treeSize of the newest anchor, 0 before the first
 * @param head 0x and 64 lower-case hex digits, zeros before the first
 * @param rulesHash of the rules in force, 0x and 64 lower-case hex digits; {@link #CLOSED} if the log was closed
 */
public record LogHead(String publisher, long sequence, long treeSize, String head, String rulesHash) {
    /** In the place of a hash of rules where the log was closed. */
    public static final String CLOSED = "0x" + "0".repeat(63) + "1";
}
