package org.chartseal.anchoring.canonical;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over concatenated parts. */
public final class Sha256 {
    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private Sha256() {}

    /** Returns the {@value #LENGTH} bytes of SHA-256(part 1 || part 2 || …). */
    public static byte[] hash(byte[]... parts) {
        MessageDigest digest = digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
