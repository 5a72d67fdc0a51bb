package org.chartseal.anchoring.log;

import java.util.ArrayList;
import java.util.List;

/** The roots of the complete subtrees at a growing tree's right edge: all that appending needs. */
public final class CompactRange {
    /** Largest subtree first; one for each one bit of the size. */
    private final List<byte[]> subtrees = new ArrayList<>();

    private long size;

    /** The range of the first {@code size} leaves of a tree. */
    public static CompactRange of(HashReader hashes, long size) {
        CompactRange range = new CompactRange();
        long first = 0;
        for (long rest = size; rest > 0; rest -= Long.highestOneBit(rest)) {
            int level = Long.numberOfTrailingZeros(Long.highestOneBit(rest));
            range.subtrees.add(hashes.hash(level, first >>> level));
            first += Long.highestOneBit(rest);
        }
        range.size = size;
        return range;
    }

    /**
     * A range that was kept.
     *
     * @param subtrees as {@link #subtrees} gave them
     * @throws IllegalArgumentException if there is not one for each one bit of the size
     */
    public static CompactRange of(long size, List<byte[]> subtrees) {
        if (size < 0 || Long.bitCount(size) != subtrees.size()) {
            throw new IllegalArgumentException(
                    "expected " + Long.bitCount(size) + " subtrees for " + size + " leaves, found " + subtrees.size());
        }
        CompactRange range = new CompactRange();
        range.subtrees.addAll(subtrees);
        range.size = size;
        return range;
    }

    /** The subtrees' roots, the largest first. */
    public List<byte[]> subtrees() {
        return List.copyOf(subtrees);
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Appends one leaf by its hash. */
    public void append(byte[] leafHash) {
        byte[] hash = leafHash;
        for (long carry = size; (carry & 1) == 1; carry >>>= 1) {
            hash = MerkleTree.nodeHash(subtrees.remove(subtrees.size() - 1), hash);
        }
        subtrees.add(hash);
        size++;
    }

    /** The root over all leaves. */
    public byte[] root() {
        if (subtrees.isEmpty()) {
            return MerkleTree.emptyRoot();
        }
        byte[] root = subtrees.get(subtrees.size() - 1);
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = MerkleTree.nodeHash(subtrees.get(i), root);
        }
        return root;
    }
}
