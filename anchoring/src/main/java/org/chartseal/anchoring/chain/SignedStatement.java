package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Locale;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** Checks members' signatures as the contract does. */
public final class SignedStatement {
    private static final BigInteger LOW_S = Sign.CURVE_PARAMS.getN().shiftRight(1);

    private SignedStatement() {}

    /** Whether the signature is by the member it names, over this statement, with a low s. */
    public static boolean verifies(Statement statement, MemberSignature signature) {
        byte[] compact = signature.signature();
        byte[] r = Arrays.copyOf(compact, 32);
        byte[] s = Arrays.copyOfRange(compact, 32, 64);
        boolean odd = (s[0] & 0x80) != 0;
        s[0] &= 0x7f;
        if (new BigInteger(1, s).compareTo(LOW_S) > 0) {
            return false;
        }
        try {
            BigInteger key = Sign.signedMessageHashToKey(
                    statement.digest(), new Sign.SignatureData((byte) (odd ? 28 : 27), r, s));
            return ("0x" + Keys.getAddress(key)).toLowerCase(Locale.ROOT).equals(signature.member());
        } catch (SignatureException | RuntimeException noSuchPoint) {
            return false;
        }
    }
}
