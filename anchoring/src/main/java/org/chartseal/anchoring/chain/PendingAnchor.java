package org.chartseal.anchoring.chain;

/**
 * A checkpoint on its way to the chain.
 *
 * @param sequence position among the log's anchors, from 1
 * @param previousHead head of the log before it, 0x and 64 lower-case hex digits, zeros for the first
 * @param treeSize leaves under the root, at least 1
 * @param root RFC 6962 tree head hash, 64 lower-case hex digits
 */
public record PendingAnchor(long sequence, String previousHead, long treeSize, String root) {
    /** Head of an empty log. */
    public static final String NO_HEAD = "0x" + "0".repeat(64);

    public PendingAnchor {
        if (sequence < 1 || treeSize < 1) {
            throw new IllegalArgumentException(
                    "anchor: expected sequence and tree size from 1, found " + sequence + " and " + treeSize);
        }
        if (!previousHead.matches("0x[0-9a-f]{64}") || !root.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("anchor: expected a previous head and a root of 32 bytes in hex, found "
                    + previousHead + " and " + root);
        }
    }

    /** Whether the contract recorded just this. */
    boolean isSameAs(Anchor anchor) {
        return anchor.sequence() == sequence
                && anchor.treeSize() == treeSize
                && anchor.root().equals(root);
    }

    /** The head of the log with this anchor on it, 0x and 64 lower-case hex digits. */
    public String head(String logId) {
        return AnchorContract.head(logId, this);
    }
}
