package org.chartseal.anchoring.log;

import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;

/** Hashes of an RFC 6962 tree (section 2.1). All hashes have 32 bytes. */
public final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private MerkleTree() {}

    /** SHA-256 of nothing: the root of a tree without leaves. */
    public static byte[] emptyRoot() {
        return Sha256.hash();
    }

    /** SHA-256(00 || entry). */
    public static byte[] leafHash(byte[] entry) {
        return Sha256.hash(LEAF, entry);
    }

    /** SHA-256(01 || left || right). */
    public static byte[] nodeHash(byte[] left, byte[] right) {
        return Sha256.hash(NODE, left, right);
    }

    /** The root over leaf hashes in order. */
    public static byte[] root(List<byte[]> leafHashes) {
        CompactRange range = new CompactRange();
        leafHashes.forEach(range::append);
        return range.root();
    }

    /** The root of the first {@code size} leaves, from the complete subtrees that make it up. */
    public static byte[] root(HashReader hashes, long size) {
        return size == 0 ? emptyRoot() : root(hashes, 0, size);
    }

    /**
     * The hash over {@code count} leaves from {@code first}, as RFC 6962 splits them: {@code first} is a multiple of the
     * smallest power of two that is not below {@code count}.
     */
    static byte[] root(HashReader hashes, long first, long count) {
        long left = Long.highestOneBit(count);
        int level = Long.numberOfTrailingZeros(left);
        if (left == count) {
            return hashes.hash(level, first >>> level);
        }
        return nodeHash(hashes.hash(level, first >>> level), root(hashes, first + left, count - left));
    }
}
