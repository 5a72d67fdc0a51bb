package org.chartseal.server.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The key-encryption key in a Bouncy Castle BCFKS keystore file, readable by its owner only. Made at first start; never
 * made again where key material that needs it already exists.
 */
public final class KeystoreFile implements KeyProvider {
    private static final String ALIAS = "chartseal-kek-1";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Secret<byte[]> kek;

    private KeystoreFile(Secret<byte[]> kek) {
        this.kek = kek;
    }

    /**
     * Opens the keystore, or makes it where there is none.
     *
     * @param file the keystore
     * @param passphrase opens it
     * @throws KeyUnavailableException if it cannot be read, written, or the passphrase is wrong
     */
    public static KeystoreFile openOrCreate(Path file, Secret<char[]> passphrase) {
        try {
            if (!Files.exists(file)) {
                create(file, passphrase);
            }
            return open(file, passphrase);
        } catch (IOException | GeneralSecurityException failure) {
            throw new KeyUnavailableException(
                    "The keystore " + file.getFileName()
                            + " does not open: is the passphrase the one it was made with?",
                    failure);
        }
    }

    private static KeystoreFile open(Path file, Secret<char[]> passphrase)
            throws IOException, GeneralSecurityException {
        KeyStore store = bcfks();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, passphrase.reveal());
        }
        Key key = store.getKey(ALIAS, passphrase.reveal());
        if (!(key instanceof SecretKey secret) || secret.getEncoded().length != 32) {
            throw new GeneralSecurityException("Expected a 256-bit AES key under " + ALIAS);
        }
        return new KeystoreFile(Secret.of(secret.getEncoded()));
    }

    private static void create(Path file, Secret<char[]> passphrase) throws IOException, GeneralSecurityException {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        KeyStore store = bcfks();
        store.load(null, passphrase.reveal());
        store.setKeyEntry(ALIAS, new SecretKeySpec(key, "AES"), passphrase.reveal(), null);
        Path fresh = OwnerOnlyFiles.temporaryBeside(file);
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, passphrase.reveal());
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static KeyStore bcfks() throws GeneralSecurityException {
        return KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    }

    @Override
    public byte[] wrap(Secret<byte[]> key, byte[] associatedData) {
        return AesGcm.sealRandomly(kek.reveal(), associatedData, key.reveal());
    }

    @Override
    public Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData) {
        try {
            return Secret.of(AesGcm.openRandomly(kek.reveal(), associatedData, wrapped));
        } catch (GeneralSecurityException failure) {
            throw new KeyUnavailableException(
                    "A wrapped key does not open: the keystore and the key database do not belong together", failure);
        }
    }
}
