package org.chartseal.anchoring.devchain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;

/** The root of a Merkle-Patricia trie (yellow paper, appendix D), computed from all its entries at once. */
final class MerklePatriciaTrie {
    private static final byte[] EMPTY = Rlp.bytes(new byte[0]);

    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    /** Sets the value of a key. No key may be a prefix of another; no value may be empty. */
    MerklePatriciaTrie put(byte[] key, byte[] value) {
        entries.put(nibbles(key), value);
        return this;
    }

    /** The trie of a list: RLP of the index to the item, as for transactions and receipts. */
    static byte[] listRoot(List<byte[]> items) {
        MerklePatriciaTrie trie = new MerklePatriciaTrie();
        for (int i = 0; i < items.size(); i++) {
            trie.put(Rlp.integer(i), items.get(i));
        }
        return trie.root();
    }

    /** Keccak-256 of the root node, 32 bytes. */
    byte[] root() {
        return Keccak.hash(entries.isEmpty() ? EMPTY : node(new ArrayList<>(entries.entrySet()), 0));
    }

    /** Encodes the node of entries that agree in their first {@code depth} nibbles. */
    private static byte[] node(List<Map.Entry<byte[], byte[]>> entries, int depth) {
        byte[] first = entries.get(0).getKey();
        if (entries.size() == 1) {
            byte[] path = hexPrefix(first, depth, first.length, true);
            return Rlp.list(List.of(Rlp.bytes(path), Rlp.bytes(entries.get(0).getValue())));
        }
        byte[] last = entries.get(entries.size() - 1).getKey();
        int fork = depth;
        while (first[fork] == last[fork]) {
            fork++;
        }
        if (fork > depth) {
            byte[] path = hexPrefix(first, depth, fork, false);
            return Rlp.list(List.of(Rlp.bytes(path), reference(branch(entries, fork))));
        }
        return branch(entries, depth);
    }

    private static byte[] branch(List<Map.Entry<byte[], byte[]>> entries, int depth) {
        List<byte[]> children = new ArrayList<>(17);
        int from = 0;
        for (int nibble = 0; nibble < 16; nibble++) {
            int to = from;
            while (to < entries.size() && entries.get(to).getKey()[depth] == nibble) {
                to++;
            }
            children.add(from == to ? EMPTY : reference(node(entries.subList(from, to), depth + 1)));
            from = to;
        }
        children.add(EMPTY);
        return Rlp.list(children);
    }

    /** A node stands in its parent by its hash, or as itself if it is shorter than one. */
    private static byte[] reference(byte[] node) {
        return node.length < 32 ? node : Rlp.bytes(Keccak.hash(node));
    }

    /** Hex-prefix encoding (yellow paper, appendix C). */
    private static byte[] hexPrefix(byte[] nibbles, int from, int to, boolean leaf) {
        int length = to - from;
        byte[] out = new byte[length / 2 + 1];
        int flag = (leaf ? 2 : 0) + length % 2;
        out[0] = (byte) (flag << 4);
        int at = from;
        if (length % 2 == 1) {
            out[0] |= nibbles[at++];
        }
        for (int i = 1; i < out.length; i++, at += 2) {
            out[i] = (byte) (nibbles[at] << 4 | nibbles[at + 1]);
        }
        return out;
    }

    private static byte[] nibbles(byte[] key) {
        byte[] out = new byte[2 * key.length];
        for (int i = 0; i < key.length; i++) {
            out[2 * i] = (byte) ((key[i] & 0xff) >> 4);
            out[2 * i + 1] = (byte) (key[i] & 0xf);
        }
        return out;
    }
}
