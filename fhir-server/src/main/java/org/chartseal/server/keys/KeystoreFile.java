package org.chartseal.server.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The key-encryption keys in a Bouncy Castle BCFKS keystore file, readable by its owner only: the newest wraps, older ones
 * open until they are destroyed. Made at first start; a new one does not open the keys that another one wrapped.
 *
 * <p>Several servers may use one file, where the file system locks files for all of them and a rename is seen by all:
 * nobody wraps without looking whether the file has a newer key, or changes it without having read it under the lock.
 */
public final class KeystoreFile implements KeyProvider {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final FileMutex mutex;
    private final Secret<char[]> passphrase;
    private volatile KeystoreImage image;

    private KeystoreFile(Path file, FileMutex mutex, Secret<char[]> passphrase, KeystoreImage image) {
        this.file = file;
        this.mutex = mutex;
        this.passphrase = passphrase;
        this.image = image;
    }

    /**
     * Opens the keystore, or makes it where there is none.
     *
     * @param file the keystore
     * @param passphrase opens it
     * @throws KeyUnavailableException if it cannot be read, written, or the passphrase is wrong
     */
    public static KeystoreFile openOrCreate(Path file, Secret<char[]> passphrase) {
        FileMutex mutex = new FileMutex(file);
        try {
            if (!Files.exists(file)) {
                mutex.alone(() -> Files.exists(file) ? file : create(file, passphrase));
            }
            return new KeystoreFile(file, mutex, passphrase, KeystoreImage.open(Files.readAllBytes(file), passphrase));
        } catch (IOException | GeneralSecurityException failure) {
            throw new KeyUnavailableException(
                    "The keystore " + file.getFileName()
                            + " does not open: is the passphrase the one it was made with?",
                    failure);
        }
    }

    private static Path create(Path file, Secret<char[]> passphrase) throws IOException, GeneralSecurityException {
        OwnerOnlyFiles.writeDurably(
                file,
                KeystoreImage.of(new TreeMap<>(Map.of(1L, random())), passphrase)
                        .bytes());
        return file;
    }

    private static byte[] random() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    @Override
    public byte[] wrap(Secret<byte[]> key, byte[] associatedData) {
        return current().wrap(key, associatedData);
    }

    @Override
    public Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData) {
        return image.unwrap(wrapped, associatedData)
                .or(() -> current().unwrap(wrapped, associatedData))
                .orElseThrow(() -> new KeyUnavailableException(
                        "A wrapped key does not open: the keystore and the key database do not belong together"));
    }

    @Override
    public long renew() {
        return replace(keys -> {
                    keys.put(keys.lastKey() + 1, random());
                    return keys;
                })
                .newest();
    }

    @Override
    public void destroyOlder(long version) {
        replace(keys -> {
            if (version > keys.lastKey()) {
                throw new KeyUnavailableException(
                        "Expected the keystore to hold key " + version + ", found none newer than " + keys.lastKey());
            }
            return keys.tailMap(version, true);
        });
    }

    private KeystoreImage replace(UnaryOperator<NavigableMap<Long, byte[]>> change) {
        try {
            return mutex.alone(() -> {
                KeystoreImage next = KeystoreImage.of(change.apply(current().keys()), passphrase);
                OwnerOnlyFiles.writeDurably(file, next.bytes());
                image = next;
                return next;
            });
        } catch (IOException | GeneralSecurityException failure) {
            throw new KeyUnavailableException("The keystore " + file.getFileName() + " cannot be written", failure);
        }
    }

    /** What is in the file now. Its bytes are compared and not its times: these may be cached, or too coarse. */
    private synchronized KeystoreImage current() {
        KeystoreImage known = image;
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (known.hasBytes(bytes)) {
                return known;
            }
            KeystoreImage now = KeystoreImage.open(bytes, passphrase);
            if (now.newest() < known.newest()) {
                // What the missing keys wrapped could never be opened again.
                throw new KeyUnavailableException("Expected the keystore " + file.getFileName() + " to hold key "
                        + known.newest() + " or a newer one, found none newer than " + now.newest()
                        + ": it is an older copy");
            }
            image = now;
            return now;
        } catch (IOException | GeneralSecurityException failure) {
            throw new KeyUnavailableException("The keystore " + file.getFileName() + " cannot be read", failure);
        }
    }
}
