package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One account of the world state. Only {@link WorldState} changes it, so that each change can be undone. */
final class Account {
    private static final byte[] NO_CODE = new byte[0];

    long nonce;
    BigInteger balance = BigInteger.ZERO;
    byte[] code = NO_CODE;
    private byte @Nullable [] codeHash;
    /** Slots that are not zero. */
    Map<BigInteger, BigInteger> storage = new HashMap<>();

    /** No nonce, no balance and no code (EIP-161). */
    boolean isEmpty() {
        return nonce == 0 && balance.signum() == 0 && code.length == 0;
    }

    void setCode(byte[] newCode) {
        code = newCode;
        codeHash = null;
    }

    byte[] codeHash() {
        byte[] hash = codeHash;
        if (hash == null) {
            hash = Keccak.hash(code);
            codeHash = hash;
        }
        return hash;
    }
}
