package org.chartseal.anchoring.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * That a leaf is the one at {@code index} of a tree (RFC 9162, section 2.1.3).
 *
 * @param path sibling hashes from the leaf upwards, 32 bytes each
 */
public record InclusionProof(long index, long treeSize, List<byte[]> path) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * Proves that a leaf is in the tree of the first {@code treeSize} leaves.
     *
     * @throws IllegalArgumentException unless 0 ≤ index < treeSize
     */
    public static InclusionProof create(HashReader hashes, long index, long treeSize) {
        if (index < 0 || index >= treeSize) {
            throw new IllegalArgumentException("expected an index below " + treeSize + ", found " + index);
        }
        List<byte[]> path = new ArrayList<>();
        long first = 0;
        long count = treeSize;
        while (count > 1) {
            long left = Long.highestOneBit(count - 1);
            if (index - first < left) {
                path.add(MerkleTree.root(hashes, first + left, count - left));
                count = left;
            } else {
                path.add(MerkleTree.root(hashes, first, left));
                first += left;
                count -= left;
            }
        }
        Collections.reverse(path);
        return new InclusionProof(index, treeSize, path);
    }

    /** True only if the path has exactly the length it must have and leads from this leaf to this root. */
    public boolean verifies(byte[] leafHash, byte[] root) {
        if (index < 0 || index >= treeSize) {
            return false;
        }
        Ascent ascent = new Ascent(index, treeSize - 1);
        byte[] hash = leafHash;
        for (byte[] sibling : path) {
            if (!ascent.takes(sibling)) {
                return false;
            }
            hash = ascent.upPastLeft() ? MerkleTree.nodeHash(sibling, hash) : MerkleTree.nodeHash(hash, sibling);
        }
        return ascent.atRoot() && Arrays.equals(hash, root);
    }
}
