package org.chartseal.anchoring.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.jspecify.annotations.Nullable;

/** The trie of a block's receipts (yellow paper, appendix D), with the nodes that lead to each of them. */
public final class ReceiptTrie {
    private static final byte[] NOTHING = Rlp.bytes(new byte[0]);
    private static final int LEAF = 2;
    private static final int EXTENSION = 0;

    private final int size;
    private final @Nullable Node root;

    private record Entry(byte[] key, byte[] value) {}

    /**
     * A node with what is below it.
     *
     * @param part nibbles of a leaf or extension
     * @param children one of an extension, 16 of a branch, null where there is none
     */
    private record Node(byte[] part, List<@Nullable Node> children, byte[] encoded) {
        /** A node stands in its parent by its hash, or as itself if it is shorter than one. */
        byte[] reference() {
            return inline() ? encoded : Rlp.bytes(Keccak.hash(encoded));
        }

        boolean inline() {
            return encoded.length < 32;
        }
    }

    /** A trie of all receipts of a block, encoded, in their order. */
    public ReceiptTrie(List<byte[]> receipts) {
        TreeMap<byte[], byte[]> sorted = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < receipts.size(); i++) {
            sorted.put(key(i), receipts.get(i));
        }
        List<Entry> entries = new ArrayList<>();
        sorted.forEach((key, value) -> entries.add(new Entry(key, value)));
        size = entries.size();
        root = entries.isEmpty() ? null : node(entries, 0);
    }

    /** Keccak-256 of the root node: what the header's receiptsRoot must be. */
    public byte[] root() {
        return Keccak.hash(root == null ? NOTHING : root.encoded());
    }

    /**
     * The nodes from the root to one receipt, those left out that stand within their parent.
     *
     * @throws IllegalArgumentException if there is no such receipt
     */
    public List<byte[]> path(int index) {
        if (root == null || index < 0 || index >= size) {
            throw new IllegalArgumentException("expected a receipt below " + size + ", found " + index);
        }
        byte[] key = key(index);
        List<byte[]> path = new ArrayList<>();
        Node node = root;
        for (int at = 0; node != null; ) {
            if (path.isEmpty() || !node.inline()) {
                path.add(node.encoded());
            }
            at += node.part().length;
            List<@Nullable Node> below = node.children();
            node = below.isEmpty() ? null : below.size() == 1 ? below.get(0) : below.get(key[at++]);
        }
        return path;
    }

    private static byte[] key(int index) {
        return TriePath.nibbles(Rlp.integer(index));
    }

    private static Node node(List<Entry> below, int depth) {
        byte[] first = below.get(0).key();
        if (below.size() == 1) {
            byte[] part = Arrays.copyOfRange(first, depth, first.length);
            byte[] value = Rlp.bytes(below.get(0).value());
            return new Node(part, List.of(), Rlp.list(List.of(Rlp.bytes(hexPrefix(part, LEAF)), value)));
        }
        byte[] last = below.get(below.size() - 1).key();
        int fork = depth;
        while (first[fork] == last[fork]) {
            fork++;
        }
        Node branch = branch(below, fork);
        if (fork == depth) {
            return branch;
        }
        byte[] part = Arrays.copyOfRange(first, depth, fork);
        byte[] prefix = Rlp.bytes(hexPrefix(part, EXTENSION));
        return new Node(part, List.of(branch), Rlp.list(List.of(prefix, branch.reference())));
    }

    private static Node branch(List<Entry> below, int depth) {
        List<@Nullable Node> children = new ArrayList<>();
        List<byte[]> items = new ArrayList<>();
        int from = 0;
        for (int nibble = 0; nibble < 16; nibble++) {
            int to = from;
            while (to < below.size() && below.get(to).key()[depth] == nibble) {
                to++;
            }
            Node child = from == to ? null : node(below.subList(from, to), depth + 1);
            children.add(child);
            items.add(child == null ? NOTHING : child.reference());
            from = to;
        }
        items.add(NOTHING);
        return new Node(new byte[0], children, Rlp.list(items));
    }

    /** Hex-prefix encoding (yellow paper, appendix C). */
    private static byte[] hexPrefix(byte[] nibbles, int leaf) {
        int odd = nibbles.length % 2;
        byte[] out = new byte[nibbles.length / 2 + 1];
        out[0] = (byte) ((leaf + odd) << 4 | (odd == 1 ? nibbles[0] : 0));
        for (int i = 1, at = odd; i < out.length; i++, at += 2) {
            out[i] = (byte) (nibbles[at] << 4 | nibbles[at + 1]);
        }
        return out;
    }
}
