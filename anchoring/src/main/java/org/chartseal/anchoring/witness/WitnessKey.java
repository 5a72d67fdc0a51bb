package org.chartseal.anchoring.witness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.StatementSigner;

/** A witness's signing key in a Bouncy Castle BCFKS keystore file, readable by its owner only. */
public final class WitnessKey {
    private static final String ALIAS = "witness-secp256k1-1";
    private static final int LENGTH = 32;

    private WitnessKey() {}

    /**
     * Makes a key and its file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the file is there
     */
    public static StatementSigner create(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        byte[] key = new byte[LENGTH];
        StatementSigner signer = null;
        while (signer == null) {
            SecureRandom.getInstanceStrong().nextBytes(key);
            signer = signer(key);
        }
        KeyStore store = store();
        store.load(null, passphrase);
        // The store keeps 256 secret bits; that they are a scalar of secp256k1 is for us to know.
        store.setKeyEntry(ALIAS, new SecretKeySpec(key, "AES"), passphrase, null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, passphrase);
        DurableFile.create(file, bytes.toByteArray());
        Arrays.fill(key, (byte) 0);
        return signer;
    }

    /**
     * Opens a key.
     *
     * @throws IOException if the file cannot be read, was altered, or the passphrase is another
     */
    public static LocalSigner open(Path file, char[] passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = store();
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), passphrase);
        Key key = store.getKey(ALIAS, passphrase);
        if (key == null || key.getEncoded().length != LENGTH) {
            throw new IOException(file.getFileName() + ": expected a key of " + LENGTH + " bytes under " + ALIAS);
        }
        return LocalSigner.of(key.getEncoded());
    }

    /** Null for the one in 2^128 that is no key. */
    private static @org.jspecify.annotations.Nullable StatementSigner signer(byte[] key) {
        try {
            return LocalSigner.of(key);
        } catch (IllegalArgumentException noScalar) {
            return null;
        }
    }

    private static KeyStore store() throws GeneralSecurityException {
        return KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    }
}
