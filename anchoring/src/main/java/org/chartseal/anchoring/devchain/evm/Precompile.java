package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.jspecify.annotations.Nullable;

/**
 * The contracts that are part of the machine (yellow paper, appendix E). The curve alt_bn128 (6 to 8) and BLAKE2 (9)
 * are not built in: a call of them refuses the whole transaction rather than give a wrong answer.
 */
enum Precompile {
    ECRECOVER {
        @Override
        long gas(byte[] input) {
            return 3000;
        }

        @Override
        byte[] run(byte[] input) {
            byte[] in = Arrays.copyOf(input, 128);
            BigInteger v = Word.of(in, 32, 32);
            if (v.bitLength() > 8 || (v.intValue() != 27 && v.intValue() != 28)) {
                return new byte[0];
            }
            Address signer = Secp256k1.recover(
                    Arrays.copyOf(in, 32), Word.of(in, 64, 32), Word.of(in, 96, 32), v.intValue() - 27);
            return signer == null ? new byte[0] : Word.bytes(signer.value());
        }
    },
    SHA256 {
        @Override
        long gas(byte[] input) {
            return 60 + 12 * words(input);
        }

        @Override
        byte[] run(byte[] input) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(input);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    },
    RIPEMD160 {
        @Override
        long gas(byte[] input) {
            return 600 + 120 * words(input);
        }

        @Override
        byte[] run(byte[] input) {
            RIPEMD160Digest digest = new RIPEMD160Digest();
            digest.update(input, 0, input.length);
            byte[] out = new byte[32];
            digest.doFinal(out, 12);
            return out;
        }
    },
    IDENTITY {
        @Override
        long gas(byte[] input) {
            return 15 + 3 * words(input);
        }

        @Override
        byte[] run(byte[] input) {
            return input;
        }
    },
    MODEXP {
        @Override
        long gas(byte[] input) {
            return ModularExponentiation.gas(input);
        }

        @Override
        byte[] run(byte[] input) {
            return ModularExponentiation.run(input);
        }
    };

    private static final Precompile[] ALL = values();

    /** Gas by input. */
    abstract long gas(byte[] input);

    /** Output; must not change the input. */
    abstract byte[] run(byte[] input);

    /**
     * The precompile at an address, null if there is none.
     *
     * @throws UnsupportedOperationException at one of Paris that is not built in
     */
    static @Nullable Precompile at(Address address) {
        if (address.value().bitLength() > 4) {
            return null;
        }
        int number = address.value().intValue();
        if (number >= 6 && number <= 9) {
            throw new UnsupportedOperationException("precompile: expected 1 to 5, found " + number);
        }
        return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
    }

    private static long words(byte[] input) {
        return (input.length + 31L) / 32;
    }
}
