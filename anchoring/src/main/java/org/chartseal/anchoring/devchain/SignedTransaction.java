package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Call;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.Secp256k1;
import org.jspecify.annotations.Nullable;

/**
 * A transaction whose signature has been checked: legacy with replay protection (EIP-155), with access list (EIP-2930)
 * or with priority fee (EIP-1559).
 *
 * @param raw as it was sent
 * @param type 0, 1 or 2 (EIP-2718)
 * @param hash Keccak-256 of raw
 * @param maxFee wei a gas at most; the gas price where type is not 2
 * @param maxPriorityFee wei a gas for the block's beneficiary; the gas price where type is not 2
 * @param to null to create a contract
 */
record SignedTransaction(
        byte[] raw,
        int type,
        byte[] hash,
        Address sender,
        long nonce,
        BigInteger maxPriorityFee,
        BigInteger maxFee,
        long gasLimit,
        @Nullable Address to,
        BigInteger value,
        byte[] input,
        List<Map.Entry<Address, List<BigInteger>>> accessList,
        BigInteger v,
        BigInteger r,
        BigInteger s) {

    /**
     * Decodes and recovers the sender.
     *
     * @throws InvalidTransaction if the bytes are no transaction of this chain
     */
    static SignedTransaction decode(byte[] raw, long chainId) throws InvalidTransaction {
        try {
            int first = raw.length == 0 ? -1 : raw[0] & 0xff;
            return switch (first) {
                case 1 -> typed(raw, chainId, 1);
                case 2 -> typed(raw, chainId, 2);
                default -> legacy(raw, chainId);
            };
        } catch (IllegalArgumentException e) {
            throw new InvalidTransaction("rlp: " + e.getMessage());
        }
    }

    /** Wei a gas that is paid where the block's base fee is {@code baseFee} (EIP-1559). */
    BigInteger effectiveGasPrice(BigInteger baseFee) {
        return maxFee.min(baseFee.add(maxPriorityFee));
    }

    Call toCall(BigInteger baseFee) {
        return new Call(sender, to, value, input, gasLimit, effectiveGasPrice(baseFee), accessList);
    }

    private static SignedTransaction legacy(byte[] raw, long chainId) throws InvalidTransaction {
        Rlp.Sequence fields = Rlp.decodeList(raw).ofSize(9);
        BigInteger v = fields.integer(6);
        BigInteger parity = v.subtract(BigInteger.valueOf(35)).subtract(BigInteger.valueOf(2 * chainId));
        if (parity.signum() < 0 || parity.bitLength() > 1) {
            throw new InvalidTransaction("invalid sender: expected v " + (35 + 2 * chainId) + " or "
                    + (36 + 2 * chainId) + " for chain id " + chainId + ", found " + v);
        }
        List<byte[]> signed = encoded(fields, 6);
        signed.add(Rlp.integer(chainId));
        signed.add(Rlp.integer(0));
        signed.add(Rlp.integer(0));
        byte[] signingHash = Keccak.hash(Rlp.list(signed));
        return build(raw, 0, fields, 0, List.of(), parity.intValue(), signingHash);
    }

    private static SignedTransaction typed(byte[] raw, long chainId, int type) throws InvalidTransaction {
        int size = type == 1 ? 11 : 12;
        Rlp.Sequence fields =
                Rlp.decodeList(Arrays.copyOfRange(raw, 1, raw.length)).ofSize(size);
        if (!fields.integer(0).equals(BigInteger.valueOf(chainId))) {
            throw new InvalidTransaction(
                    "invalid chain id for signer: expected " + chainId + ", found " + fields.integer(0));
        }
        BigInteger parity = fields.integer(size - 3);
        if (parity.bitLength() > 1) {
            throw new InvalidTransaction("invalid signature: expected parity 0 or 1, found " + parity);
        }
        byte[] signingHash = Keccak.hash(new byte[] {(byte) type}, Rlp.list(encoded(fields, size - 3)));
        return build(raw, type, fields, 1, accessList(fields.sequence(size - 4)), parity.intValue(), signingHash);
    }

    /** All types share the order nonce, one or two prices, gas, to, value, input; the signature comes last. */
    private static SignedTransaction build(
            byte[] raw,
            int type,
            Rlp.Sequence fields,
            int at,
            List<Map.Entry<Address, List<BigInteger>>> accessList,
            int parity,
            byte[] signingHash)
            throws InvalidTransaction {
        int prices = type == 2 ? 2 : 1;
        int gas = at + 1 + prices;
        byte[] to = fields.bytes(gas + 1);
        int last = fields.items().size() - 1;
        BigInteger r = fields.integer(last - 1);
        BigInteger s = fields.integer(last);
        Address sender = Secp256k1.isLow(s) ? Secp256k1.recover(signingHash, r, s, parity) : null;
        if (sender == null) {
            throw new InvalidTransaction("invalid sender: expected a signature with low s, found none");
        }
        return new SignedTransaction(
                raw,
                type,
                Keccak.hash(raw),
                sender,
                number("nonce", fields.integer(at)),
                fields.integer(at + 1),
                fields.integer(at + prices),
                number("gas", fields.integer(gas)),
                to.length == 0 ? null : Address.of(to),
                word("value", fields.integer(gas + 2)),
                fields.bytes(gas + 3),
                accessList,
                fields.integer(last - 2),
                r,
                s);
    }

    private static List<Map.Entry<Address, List<BigInteger>>> accessList(Rlp.Sequence list) {
        List<Map.Entry<Address, List<BigInteger>>> entries = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            Rlp.Sequence entry = list.sequence(i).ofSize(2);
            Rlp.Sequence slots = entry.sequence(1);
            List<BigInteger> keys = new ArrayList<>();
            for (int j = 0; j < slots.items().size(); j++) {
                byte[] key = slots.bytes(j);
                if (key.length != 32) {
                    throw new IllegalArgumentException("storage key: expected 32 bytes, found " + key.length);
                }
                keys.add(new BigInteger(1, key));
            }
            entries.add(Map.entry(Address.of(entry.bytes(0)), List.copyOf(keys)));
        }
        return List.copyOf(entries);
    }

    private static List<byte[]> encoded(Rlp.Sequence fields, int count) {
        List<byte[]> out = new ArrayList<>();
        fields.items().subList(0, count).forEach(item -> out.add(Rlp.encode(item)));
        return out;
    }

    private static long number(String name, BigInteger value) throws InvalidTransaction {
        if (value.bitLength() > 63) {
            throw new InvalidTransaction(name + ": expected at most 63 bits, found " + value.bitLength());
        }
        return value.longValue();
    }

    private static BigInteger word(String name, BigInteger value) throws InvalidTransaction {
        if (value.bitLength() > 256) {
            throw new InvalidTransaction(name + ": expected at most 256 bits, found " + value.bitLength());
        }
        return value;
    }
}
