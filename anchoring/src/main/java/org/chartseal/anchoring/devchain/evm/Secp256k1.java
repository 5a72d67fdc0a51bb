package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/** Public key recovery on the curve secp256k1 (SEC 1, 4.1.6; yellow paper, appendix F). */
public final class Secp256k1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final BigInteger ORDER = CURVE.getN();
    private static final BigInteger FIELD = CURVE.getCurve().getField().getCharacteristic();

    private Secp256k1() {}

    /** Whether s is in the lower half of the order, as a transaction's signature must be (EIP-2). */
    public static boolean isLow(BigInteger s) {
        return s.compareTo(ORDER.shiftRight(1)) <= 0;
    }

    /**
     * The address of the key that made a signature, null if no key could have made it.
     *
     * @param hash what was signed, 32 bytes
     * @param yParity 0 or 1: which of the two points with abscissa r
     */
    public static @Nullable Address recover(byte[] hash, BigInteger r, BigInteger s, int yParity) {
        if (r.signum() <= 0 || s.signum() <= 0 || r.compareTo(ORDER) >= 0 || s.compareTo(ORDER) >= 0) {
            return null;
        }
        if (r.compareTo(FIELD) >= 0) {
            return null;
        }
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + yParity);
        System.arraycopy(Word.bytes(r), 0, compressed, 1, 32);
        ECPoint point;
        try {
            point = CURVE.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException e) {
            return null;
        }
        BigInteger inverse = r.modInverse(ORDER);
        BigInteger u1 = Word.of(hash).negate().multiply(inverse).mod(ORDER);
        BigInteger u2 = s.multiply(inverse).mod(ORDER);
        ECPoint key =
                ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point, u2).normalize();
        if (key.isInfinity()) {
            return null;
        }
        byte[] encoded = key.getEncoded(false);
        byte[] keyHash = Keccak.hash(Arrays.copyOfRange(encoded, 1, 65));
        return Address.of(Arrays.copyOfRange(keyHash, 12, 32));
    }
}
