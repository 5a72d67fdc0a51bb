package org.chartseal.server.keys;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D), by the platform's provider. */
public final class AesGcm {
    /** Nonce length in bytes. */
    public static final int NONCE = 12;

    /** Tag length in bytes. */
    public static final int TAG = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private AesGcm() {}

    /** Encrypts under a nonce the caller never uses twice with this key. Returns ciphertext and tag. */
    public static byte[] seal(byte[] key, byte[] nonce, byte[] associatedData, byte[] plain) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData).doFinal(plain);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM failed to encrypt", impossible);
        }
    }

    /**
     * Decrypts and authenticates.
     *
     * @throws GeneralSecurityException if key, nonce, associated data or ciphertext are not those that were sealed
     */
    public static byte[] open(byte[] key, byte[] nonce, byte[] associatedData, byte[] sealed)
            throws GeneralSecurityException {
        // The platform's provider answers a text shorter than the tag with an unchecked exception.
        if (sealed.length < TAG) {
            throw new GeneralSecurityException(
                    "Expected at least " + TAG + " bytes of ciphertext, found " + sealed.length);
        }
        return cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData).doFinal(sealed);
    }

    /** Encrypts under a random nonce, which goes first. For keys that seal few things only. */
    public static byte[] sealRandomly(byte[] key, byte[] associatedData, byte[] plain) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = seal(key, nonce, associatedData, plain);
        byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return all;
    }

    /**
     * Opens what {@link #sealRandomly} made.
     *
     * @throws GeneralSecurityException if anything differs from what was sealed
     */
    public static byte[] openRandomly(byte[] key, byte[] associatedData, byte[] all) throws GeneralSecurityException {
        if (all.length < NONCE + TAG) {
            throw new GeneralSecurityException(
                    "Expected at least " + (NONCE + TAG) + " bytes of ciphertext, found " + all.length);
        }
        return open(key, Arrays.copyOf(all, NONCE), associatedData, Arrays.copyOfRange(all, NONCE, all.length));
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }
}
