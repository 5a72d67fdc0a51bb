package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.Arrays;

/** Precompile 5 (EIP-198) with the gas of EIP-2565. */
final class ModularExponentiation {
    private static final int HEADER = 96;

    private ModularExponentiation() {}

    static long gas(byte[] input) {
        BigInteger baseLength = Word.of(slice(input, BigInteger.ZERO, 32));
        BigInteger exponentLength = Word.of(slice(input, BigInteger.valueOf(32), 32));
        BigInteger modulusLength = Word.of(slice(input, BigInteger.valueOf(64), 32));
        BigInteger words =
                baseLength.max(modulusLength).add(BigInteger.valueOf(7)).shiftRight(3);
        int headLength = Math.min(32, Word.clamp(exponentLength));
        BigInteger head = Word.of(slice(input, baseLength.add(BigInteger.valueOf(HEADER)), headLength));
        BigInteger iterations = BigInteger.valueOf(Math.max(0, head.bitLength() - 1));
        if (exponentLength.compareTo(BigInteger.valueOf(32)) > 0) {
            iterations = iterations.add(
                    exponentLength.subtract(BigInteger.valueOf(32)).shiftLeft(3));
        }
        BigInteger gas =
                words.multiply(words).multiply(iterations.max(BigInteger.ONE)).divide(BigInteger.valueOf(3));
        return Math.max(200, Word.clampLong(gas));
    }

    /** The gas has been paid, so that all lengths that matter fit in an int. */
    static byte[] run(byte[] input) {
        int baseLength = Word.clamp(Word.of(slice(input, BigInteger.ZERO, 32)));
        int exponentLength = Word.clamp(Word.of(slice(input, BigInteger.valueOf(32), 32)));
        int modulusLength = Word.clamp(Word.of(slice(input, BigInteger.valueOf(64), 32)));
        if (modulusLength == 0) {
            return new byte[0];
        }
        BigInteger at = BigInteger.valueOf(HEADER);
        BigInteger base = Word.of(slice(input, at, baseLength));
        at = at.add(BigInteger.valueOf(baseLength));
        BigInteger exponent = Word.of(slice(input, at, exponentLength));
        at = at.add(BigInteger.valueOf(exponentLength));
        BigInteger modulus = Word.of(slice(input, at, modulusLength));
        return modulus.signum() == 0
                ? new byte[modulusLength]
                : Word.bytes(base.modPow(exponent, modulus), modulusLength);
    }

    /** {@code length} bytes from {@code from}, zeros past the end. */
    private static byte[] slice(byte[] input, BigInteger from, int length) {
        if (from.compareTo(BigInteger.valueOf(input.length)) >= 0) {
            return new byte[length];
        }
        return Arrays.copyOfRange(input, from.intValue(), from.intValue() + length);
    }
}
