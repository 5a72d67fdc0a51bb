package org.chartseal.server.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The key-encryption keys in a Bouncy Castle BCFKS keystore file, readable by its owner only: the newest wraps, older ones
 * open until they are destroyed. Made at first start; never made again where key material that needs it already exists.
 * One server uses one file.
 */
public final class KeystoreFile implements KeyProvider {
    private static final String ALIAS = "chartseal-kek-";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final Secret<char[]> passphrase;
    private volatile Secret<NavigableMap<Integer, byte[]>> keys;

    private KeystoreFile(Path file, Secret<char[]> passphrase, NavigableMap<Integer, byte[]> keys) {
        this.file = file;
        this.passphrase = passphrase;
        this.keys = Secret.of(keys);
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
                write(file, passphrase, new TreeMap<>(Map.of(1, random())));
            }
            return new KeystoreFile(file, passphrase, read(file, passphrase));
        } catch (IOException | GeneralSecurityException failure) {
            throw new KeyUnavailableException(
                    "The keystore " + file.getFileName()
                            + " does not open: is the passphrase the one it was made with?",
                    failure);
        }
    }

    private static NavigableMap<Integer, byte[]> read(Path file, Secret<char[]> passphrase)
            throws IOException, GeneralSecurityException {
        KeyStore store = bcfks();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, passphrase.reveal());
        }
        NavigableMap<Integer, byte[]> keys = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (alias.matches(ALIAS + "[0-9]{1,9}")) {
                Key key = store.getKey(alias, passphrase.reveal());
                if (!(key instanceof SecretKey secret) || secret.getEncoded().length != 32) {
                    throw new GeneralSecurityException("Expected a 256-bit AES key under " + alias);
                }
                keys.put(Integer.valueOf(alias.substring(ALIAS.length())), secret.getEncoded());
            }
        }
        if (keys.isEmpty()) {
            throw new GeneralSecurityException("Expected a key under " + ALIAS + "1, found none");
        }
        return keys;
    }

    private static void write(Path file, Secret<char[]> passphrase, NavigableMap<Integer, byte[]> keys)
            throws IOException, GeneralSecurityException {
        KeyStore store = bcfks();
        store.load(null, passphrase.reveal());
        for (Map.Entry<Integer, byte[]> key : keys.entrySet()) {
            store.setKeyEntry(
                    ALIAS + key.getKey(), new SecretKeySpec(key.getValue(), "AES"), passphrase.reveal(), null);
        }
        Path fresh = OwnerOnlyFiles.temporaryBeside(file);
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, passphrase.reveal());
        }
        try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static KeyStore bcfks() throws GeneralSecurityException {
        return KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    @Override
    public byte[] wrap(Secret<byte[]> key, byte[] associatedData) {
        return AesGcm.sealRandomly(keys.reveal().lastEntry().getValue(), associatedData, key.reveal());
    }

    @Override
    public Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData) {
        GeneralSecurityException last = new GeneralSecurityException("The keystore holds no key");
        for (byte[] kek : keys.reveal().descendingMap().values()) {
            try {
                return Secret.of(AesGcm.openRandomly(kek, associatedData, wrapped));
            } catch (GeneralSecurityException notThisOne) {
                last = notThisOne;
            }
        }
        throw new KeyUnavailableException(
                "A wrapped key does not open: the keystore and the key database do not belong together", last);
    }

    @Override
    public synchronized void renew() {
        NavigableMap<Integer, byte[]> next = new TreeMap<>(keys.reveal());
        next.put(next.lastKey() + 1, random());
        replace(next);
    }

    @Override
    public synchronized void destroyOlder() {
        Map.Entry<Integer, byte[]> newest = keys.reveal().lastEntry();
        replace(new TreeMap<>(Map.of(newest.getKey(), newest.getValue())));
    }

    private void replace(NavigableMap<Integer, byte[]> next) {
        try {
            write(file, passphrase, next);
        } catch (IOException | GeneralSecurityException failure) {
            throw new KeyUnavailableException("The keystore " + file.getFileName() + " cannot be written", failure);
        }
        keys = Secret.of(next);
    }
}
