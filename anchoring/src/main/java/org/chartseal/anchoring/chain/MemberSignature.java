package org.chartseal.anchoring.chain;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A member's signature over typed data (EIP-712), compact (EIP-2098).
 *
 * @param member 0x and 40 lower-case hex digits
 * @param signature r of 32 bytes, then the parity of y in the highest bit of the s of 32 bytes
 */
public record MemberSignature(String member, byte[] signature) {
    /** Bytes of a compact signature. */
    public static final int LENGTH = 64;

    public MemberSignature {
        if (!member.matches("0x[0-9a-f]{40}") || signature.length != LENGTH) {
            throw new IllegalArgumentException("signature: expected an address and " + LENGTH + " bytes, found "
                    + member + " and " + signature.length + " bytes");
        }
        signature = signature.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemberSignature that
                && member.equals(that.member)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * member.hashCode() + Arrays.hashCode(signature);
    }

    @Override
    public String toString() {
        return "MemberSignature[member=" + member + ", signature="
                + HexFormat.of().formatHex(signature) + "]";
    }
}
