package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;

/** Arithmetic on 256-bit words, which are held as integers from 0 to 2^256 - 1 (yellow paper, 9.1). */
public final class Word {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final BigInteger MAX = MODULUS.subtract(BigInteger.ONE);

    private Word() {}

    /** Reduces any integer modulo 2^256, negative ones to their two's complement. */
    public static BigInteger wrap(BigInteger value) {
        return value.signum() >= 0 && value.bitLength() <= 256 ? value : value.and(MAX);
    }

    /** The signed value of a word in two's complement. */
    public static BigInteger signed(BigInteger word) {
        return word.testBit(255) ? word.subtract(MODULUS) : word;
    }

    /** Bitwise complement. */
    public static BigInteger not(BigInteger word) {
        return MAX.subtract(word);
    }

    /** The unsigned integer of big-endian bytes, of any length. */
    public static BigInteger of(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    /** The unsigned integer of {@code length} big-endian bytes from {@code offset}. */
    public static BigInteger of(byte[] bytes, int offset, int length) {
        return new BigInteger(1, bytes, offset, length);
    }

    /** 32 big-endian bytes. */
    public static byte[] bytes(BigInteger word) {
        return bytes(word, 32);
    }

    /**
     * Big-endian bytes, padded with zeros on the left.
     *
     * @throws IllegalArgumentException if the value is negative or needs more bytes than {@code length}
     */
    public static byte[] bytes(BigInteger value, int length) {
        if (value.signum() < 0 || value.bitLength() > 8 * length) {
            throw new IllegalArgumentException(
                    "expected an unsigned integer of at most " + 8 * length + " bits, found " + value.bitLength());
        }
        byte[] raw = value.toByteArray();
        byte[] out = new byte[length];
        int from = raw.length > length ? raw.length - length : 0;
        System.arraycopy(raw, from, out, length - (raw.length - from), raw.length - from);
        return out;
    }

    /** The value of a word as a length or an offset, {@link Integer#MAX_VALUE} for all that is larger. */
    static int clamp(BigInteger word) {
        return word.bitLength() > 31 ? Integer.MAX_VALUE : word.intValue();
    }

    /** The value of a word as gas, {@link Long#MAX_VALUE} for all that is larger. */
    static long clampLong(BigInteger word) {
        return word.bitLength() > 63 ? Long.MAX_VALUE : word.longValue();
    }
}
