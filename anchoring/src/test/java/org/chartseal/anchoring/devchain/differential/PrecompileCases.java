package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Word;
import org.web3j.crypto.Sign;

/** Calls of precompiles 1 to 5 with inputs that mean something, and gas that may not be enough. */
final class PrecompileCases {
    private PrecompileCases() {}

    static Program next(Random random, String name) {
        int number = 1 + random.nextInt(5);
        byte[] input = number == 1
                ? signature(random)
                : number == 5 ? exponentiation(random) : bytes(random, random.nextInt(300));
        Assembler code = new Assembler().store(input);
        code.push(96).push(0x800).push(input.length).push(0).push(number);
        code.push(random.nextInt(3) == 0 ? random.nextInt(4000) : 200_000).op(0xfa);
        code.op(0x5a)
                .push(0x900)
                .op(0x52)
                .push(0x920)
                .op(0x52)
                .op(0x3d)
                .push(0x940)
                .op(0x52);
        code.push(0x160).push(0x800).op(0xf3);
        return new Program(name + " precompile " + number, code.bytes(), 1_500_000, true, false);
    }

    private static byte[] signature(Random random) {
        byte[] hash = Keccak.hash(bytes(random, 8));
        Sign.SignatureData signature = Sign.signMessage(hash, Wallet.pair(random.nextInt(1000)), false);
        byte[] input = Arrays.copyOf(hash, 128);
        input[63] =
                random.nextInt(8) == 0 ? (byte) random.nextInt(40) : signature.getV()[0];
        System.arraycopy(signature.getR(), 0, input, 64, 32);
        System.arraycopy(signature.getS(), 0, input, 96, 32);
        if (random.nextInt(4) == 0) {
            input[random.nextInt(128)] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            // The same signature in the upper half of the order: no transaction may have it, ecrecover takes it.
            BigInteger order = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
            System.arraycopy(Word.bytes(order.subtract(Word.of(signature.getS()))), 0, input, 96, 32);
            input[63] ^= 27 ^ 28;
        }
        return input;
    }

    private static byte[] exponentiation(Random random) {
        int[] lengths = {random.nextInt(70), random.nextInt(60), random.nextInt(70)};
        int missing = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
        byte[] input = bytes(random, Math.max(96, 96 + Arrays.stream(lengths).sum() - missing));
        for (int i = 0; i < 3; i++) {
            System.arraycopy(Word.bytes(BigInteger.valueOf(lengths[i])), 0, input, 32 * i, 32);
        }
        if (random.nextInt(4) == 0 && input.length > 96) {
            Arrays.fill(input, 96 + random.nextInt(input.length - 96), input.length, (byte) 0);
        }
        return input;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
