package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.Word;
import org.chartseal.anchoring.devchain.evm.WorldState;

/** The root of the state trie (yellow paper, 4.1): secure, so keyed by the hashes of addresses and slots. */
final class StateRoot {
    private static final byte[] EMPTY_ROOT = new MerklePatriciaTrie().root();

    private StateRoot() {}

    static byte[] of(WorldState state) {
        MerklePatriciaTrie trie = new MerklePatriciaTrie();
        state.forEach((address, nonce, balance, codeHash, storage) -> trie.put(
                Keccak.hash(address.bytes()),
                Rlp.list(List.of(
                        Rlp.integer(nonce),
                        Rlp.integer(balance),
                        Rlp.bytes(storageRoot(storage)),
                        Rlp.bytes(codeHash)))));
        return trie.root();
    }

    private static byte[] storageRoot(Map<BigInteger, BigInteger> storage) {
        if (storage.isEmpty()) {
            return EMPTY_ROOT;
        }
        MerklePatriciaTrie trie = new MerklePatriciaTrie();
        storage.forEach((slot, word) -> trie.put(Keccak.hash(Word.bytes(slot)), Rlp.integer(word)));
        return trie.root();
    }
}
