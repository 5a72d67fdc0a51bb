package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.WorldState;

/**
 * What a ledger starts from. Equal values give equal genesis hashes; the salt makes two installations differ.
 *
 * @param chainId EIP-155 chain id
 * @param timestamp of block 0, seconds since 1970
 * @param gasLimit of every block
 * @param baseFee of block 0, wei a gas
 * @param salt 32 bytes, the extra data of block 0
 * @param balances wei by address
 */
public record Genesis(
        long chainId,
        long timestamp,
        long gasLimit,
        BigInteger baseFee,
        byte[] salt,
        Map<Address, BigInteger> balances) {
    /** Chain id of a ledger that was given none. */
    public static final long DEFAULT_CHAIN_ID = 31339;

    private static final long GAS_LIMIT = 30_000_000;
    private static final BigInteger BASE_FEE = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger PLENTY = BigInteger.TEN.pow(27);

    public Genesis {
        if (salt.length != 32) {
            throw new IllegalArgumentException("genesis salt: expected 32 bytes, found " + salt.length);
        }
        TreeMap<Address, BigInteger> sorted = new TreeMap<>(Comparator.comparing(Address::value));
        sorted.putAll(balances);
        balances = java.util.Collections.unmodifiableMap(sorted);
    }

    /** A new chain with a random salt, on which {@code payer} has 10^9 ether. */
    public static Genesis random(long chainId, Address payer, long timestamp) {
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        return new Genesis(chainId, timestamp, GAS_LIMIT, BASE_FEE, salt, Map.of(payer, PLENTY));
    }

    WorldState state() {
        WorldState state = new WorldState();
        balances.forEach(state::credit);
        state.commit();
        return state;
    }

    Block block() {
        BlockHeader header = new BlockHeader(
                new byte[32],
                StateRoot.of(state()),
                MerklePatriciaTrie.listRoot(List.of()),
                MerklePatriciaTrie.listRoot(List.of()),
                new byte[256],
                0,
                gasLimit,
                0,
                timestamp,
                salt,
                baseFee);
        return new Block(header, List.of(), List.of());
    }

    byte[] encode() {
        List<byte[]> accounts = new ArrayList<>();
        balances.forEach((address, balance) ->
                accounts.add(Rlp.list(List.of(Rlp.bytes(address.bytes()), Rlp.integer(balance)))));
        return Rlp.list(List.of(
                Rlp.integer(chainId),
                Rlp.integer(timestamp),
                Rlp.integer(gasLimit),
                Rlp.integer(baseFee),
                Rlp.bytes(salt),
                Rlp.list(accounts)));
    }

    static Genesis decode(byte[] encoded) {
        Rlp.Sequence fields = Rlp.decodeList(encoded).ofSize(6);
        Map<Address, BigInteger> balances = new TreeMap<>(Comparator.comparing(Address::value));
        Rlp.Sequence accounts = fields.sequence(5);
        for (int i = 0; i < accounts.items().size(); i++) {
            Rlp.Sequence account = accounts.sequence(i).ofSize(2);
            balances.put(Address.of(account.bytes(0)), account.integer(1));
        }
        return new Genesis(
                fields.integer(0).longValueExact(),
                fields.integer(1).longValueExact(),
                fields.integer(2).longValueExact(),
                fields.integer(3),
                fields.bytes(4),
                balances);
    }
}
