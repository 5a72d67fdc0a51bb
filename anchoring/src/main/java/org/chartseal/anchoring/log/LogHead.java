package org.chartseal.anchoring.log;

import java.util.Arrays;

/**
 * Where a log stands: the triple an append compares and sets.
 *
 * @param size number of leaves
 * @param root RFC 6962 root over them, 32 bytes
 * @param epoch generation of the log's writer; an append never changes it, taking the log over raises it
 */
public record LogHead(long size, byte[] root, long epoch) {
    /** The head of a log without leaves. */
    public static LogHead empty(long epoch) {
        return new LogHead(0, MerkleTree.emptyRoot(), epoch);
    }

    /** Whether size, root bytes and epoch agree. */
    public boolean sameAs(LogHead other) {
        return size == other.size && epoch == other.epoch && Arrays.equals(root, other.root);
    }

    @Override
    public String toString() {
        return "size " + size + ", root " + Hashes.hex(root) + ", epoch " + epoch;
    }
}
