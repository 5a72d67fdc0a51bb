package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A 160-bit account address.
 *
 * @param value from 0 to 2^160 - 1
 */
public record Address(BigInteger value) {
    /** The zero address. */
    public static final Address ZERO = new Address(BigInteger.ZERO);

    private static final BigInteger MASK = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);

    public Address {
        if (value.signum() < 0 || value.bitLength() > 160) {
            throw new IllegalArgumentException(
                    "address: expected at most 160 bits, found " + value.bitLength() + " bits");
        }
    }

    /** The low 160 bits of a word, as opcodes take addresses. */
    static Address ofWord(BigInteger word) {
        return new Address(word.bitLength() <= 160 ? word : word.and(MASK));
    }

    /** From 20 bytes. */
    public static Address of(byte[] bytes) {
        if (bytes.length != 20) {
            throw new IllegalArgumentException("address: expected 20 bytes, found " + bytes.length);
        }
        return new Address(Word.of(bytes));
    }

    /** From 0x and 40 hex digits of either case; a checksum in the case is not looked at. */
    public static Address parse(String hex) {
        if (!hex.startsWith("0x")) {
            throw new IllegalArgumentException("address: expected 0x and 40 hex digits, found " + hex);
        }
        return of(HexFormat.of().parseHex(hex, 2, hex.length()));
    }

    /** The address of a contract created by a transaction or by CREATE (yellow paper, 7). */
    public static Address created(Address creator, long nonce) {
        byte[] hash =
                Keccak.hash(Rlp.list(List.of(Rlp.bytes(creator.bytes()), Rlp.integer(BigInteger.valueOf(nonce)))));
        return of(Arrays.copyOfRange(hash, 12, 32));
    }

    /** The address of a contract created by CREATE2 (EIP-1014). */
    static Address created(Address creator, BigInteger salt, byte[] initCode) {
        byte[] hash = Keccak.hash(new byte[] {(byte) 0xff}, creator.bytes(), Word.bytes(salt), Keccak.hash(initCode));
        return of(Arrays.copyOfRange(hash, 12, 32));
    }

    /** 20 big-endian bytes. */
    public byte[] bytes() {
        return Word.bytes(value, 20);
    }

    /** 0x and 40 lower-case hex digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes());
    }
}
