package org.chartseal.anchoring.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * That a tree only grew (RFC 9162, section 2.1.4).
 *
 * @param from leaves of the older tree
 * @param to leaves of the newer tree
 * @param path hashes of 32 bytes
 */
public record ConsistencyProof(long from, long to, List<byte[]> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Proves that the tree of {@code to} leaves continues the tree of {@code from}.
     *
     * @throws IllegalArgumentException unless 0 ≤ from ≤ to
     */
    public static ConsistencyProof create(HashReader hashes, long from, long to) {
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("expected a size from 0 to " + to + ", found " + from);
        }
        List<byte[]> path = new ArrayList<>();
        if (from > 0 && from < to) {
            long first = 0;
            long count = to;
            long old = from;
            while (old != count) {
                long left = Long.highestOneBit(count - 1);
                if (old <= left) {
                    path.add(MerkleTree.root(hashes, first + left, count - left));
                    count = left;
                } else {
                    path.add(MerkleTree.root(hashes, first, left));
                    first += left;
                    count -= left;
                    old -= left;
                }
            }
            // The verifier knows the old root: it is named only where it is not that very subtree.
            if (first > 0) {
                path.add(MerkleTree.root(hashes, first, count));
            }
            Collections.reverse(path);
        }
        return new ConsistencyProof(from, to, path);
    }

    /** True only if the path has exactly the length it must have and leads to both roots. */
    public boolean verifies(byte[] oldRoot, byte[] newRoot) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == 0) {
            return path.isEmpty()
                    && Arrays.equals(oldRoot, MerkleTree.emptyRoot())
                    && (to > 0 || same(oldRoot, newRoot));
        }
        if (from == to) {
            return path.isEmpty() && same(oldRoot, newRoot);
        }
        long node = from - 1;
        long last = to - 1;
        while ((node & 1) == 1) {
            node >>>= 1;
            last >>>= 1;
        }
        int next = 0;
        byte[] seed = oldRoot;
        if (Long.bitCount(from) != 1) {
            if (path.isEmpty()) {
                return false;
            }
            seed = path.get(next++);
        }
        return climb(new Ascent(node, last), seed, path.subList(next, path.size()), oldRoot, newRoot);
    }

    private static boolean climb(Ascent ascent, byte[] seed, List<byte[]> path, byte[] oldRoot, byte[] newRoot) {
        byte[] older = seed;
        byte[] newer = seed;
        for (byte[] sibling : path) {
            if (!ascent.takes(sibling)) {
                return false;
            }
            if (ascent.upPastLeft()) {
                older = MerkleTree.nodeHash(sibling, older);
                newer = MerkleTree.nodeHash(sibling, newer);
            } else {
                newer = MerkleTree.nodeHash(newer, sibling);
            }
        }
        return ascent.atRoot() && same(older, oldRoot) && same(newer, newRoot);
    }

    private static boolean same(byte[] a, byte[] b) {
        return Arrays.equals(a, b);
    }
}
