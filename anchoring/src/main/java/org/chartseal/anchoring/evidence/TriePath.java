package org.chartseal.anchoring.evidence;

import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;

/**
 * The nodes of a Merkle-Patricia trie from its root to one value (yellow paper, appendix D). Each node must be the one its
 * parent names, and none may be left over.
 */
final class TriePath {
    private static final String BROKEN = "the receipt is not in the block";
    private static final int BRANCH = 17;
    private static final int HASH = 32;

    private final List<byte[]> nodes;
    private int used;

    TriePath(List<byte[]> nodes) {
        this.nodes = nodes;
    }

    /**
     * The value that a trie with this root has at {@code index}, as tries of transactions and receipts are keyed.
     *
     * @throws EvidenceException if these nodes do not lead there
     */
    byte[] value(byte[] root, long index) {
        byte[] key = nibbles(Rlp.integer(index));
        try {
            Rlp.Sequence node = next(root);
            int at = 0;
            while (true) {
                if (node.items().size() == BRANCH) {
                    if (at == key.length) {
                        throw new EvidenceException(BROKEN);
                    }
                    node = child(node, key[at]);
                    at++;
                    continue;
                }
                byte[] path = node.ofSize(2).bytes(0);
                byte[] part = part(path);
                if (!Arrays.equals(part, Arrays.copyOfRange(key, at, Math.min(key.length, at + part.length)))) {
                    throw new EvidenceException(BROKEN);
                }
                at += part.length;
                if ((path[0] & 0x20) == 0) {
                    if (part.length == 0) {
                        throw new EvidenceException(BROKEN);
                    }
                    node = child(node, 1);
                } else if (at == key.length && used == nodes.size()) {
                    return node.bytes(1);
                } else {
                    throw new EvidenceException(BROKEN);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new EvidenceException(BROKEN);
        }
    }

    /** A node stands in its parent by its hash, or as itself if it is shorter than one. */
    private Rlp.Sequence child(Rlp.Sequence parent, int slot) {
        Rlp.Item item = parent.items().get(slot);
        if (item instanceof Rlp.Sequence inline) {
            if (inline.encoded().length >= HASH) {
                throw new EvidenceException(BROKEN);
            }
            return inline;
        }
        return next(((Rlp.Text) item).bytes());
    }

    private Rlp.Sequence next(byte[] hash) {
        if (used == nodes.size() || !Arrays.equals(Keccak.hash(nodes.get(used)), hash)) {
            throw new EvidenceException(BROKEN);
        }
        return Rlp.decodeList(nodes.get(used++));
    }

    /** The nibbles of a hex-prefix encoding (yellow paper, appendix C). */
    private static byte[] part(byte[] path) {
        if (path.length == 0 || (path[0] & 0xc0) != 0) {
            throw new EvidenceException(BROKEN);
        }
        byte[] all = nibbles(path);
        boolean odd = (path[0] & 0x10) != 0;
        if (!odd && all[1] != 0) {
            throw new EvidenceException(BROKEN);
        }
        return Arrays.copyOfRange(all, odd ? 1 : 2, all.length);
    }

    static byte[] nibbles(byte[] key) {
        byte[] out = new byte[2 * key.length];
        for (int i = 0; i < key.length; i++) {
            out[2 * i] = (byte) ((key[i] & 0xff) >> 4);
            out[2 * i + 1] = (byte) (key[i] & 0xf);
        }
        return out;
    }
}
