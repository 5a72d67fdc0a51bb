package org.chartseal.server.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The bytes of a Bouncy Castle BCFKS keystore and the key-encryption keys in it, by version. Immutable. */
final class KeystoreImage {
    private static final String ALIAS = "chartseal-kek-";

    private final byte[] bytes;
    private final Secret<NavigableMap<Long, byte[]>> keys;

    private KeystoreImage(byte[] bytes, NavigableMap<Long, byte[]> keys) {
        this.bytes = bytes;
        this.keys = Secret.of(keys);
    }

    /**
     * Opens a keystore.
     *
     * @throws IOException if the passphrase is wrong or the bytes were altered
     * @throws GeneralSecurityException if what is in it is none of ours
     */
    static KeystoreImage open(byte[] bytes, Secret<char[]> passphrase) throws IOException, GeneralSecurityException {
        KeyStore store = bcfks();
        store.load(new ByteArrayInputStream(bytes), passphrase.reveal());
        NavigableMap<Long, byte[]> keys = new TreeMap<>();
        for (String alias : Collections.list(store.aliases())) {
            if (alias.matches(ALIAS + "[0-9]{1,9}")) {
                Key key = store.getKey(alias, passphrase.reveal());
                if (!(key instanceof SecretKey secret) || secret.getEncoded().length != 32) {
                    throw new GeneralSecurityException("Expected a 256-bit AES key under " + alias);
                }
                keys.put(Long.valueOf(alias.substring(ALIAS.length())), secret.getEncoded());
            }
        }
        if (keys.isEmpty()) {
            throw new GeneralSecurityException("Expected a key under " + ALIAS + "1, found none");
        }
        return new KeystoreImage(bytes, keys);
    }

    /** Makes a keystore with these keys, at least one. */
    static KeystoreImage of(NavigableMap<Long, byte[]> keys, Secret<char[]> passphrase)
            throws IOException, GeneralSecurityException {
        KeyStore store = bcfks();
        store.load(null, passphrase.reveal());
        for (Map.Entry<Long, byte[]> key : keys.entrySet()) {
            store.setKeyEntry(
                    ALIAS + key.getKey(), new SecretKeySpec(key.getValue(), "AES"), passphrase.reveal(), null);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, passphrase.reveal());
        return new KeystoreImage(bytes.toByteArray(), keys);
    }

    private static KeyStore bcfks() throws GeneralSecurityException {
        return KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean hasBytes(byte[] others) {
        return Arrays.equals(bytes, others);
    }

    long newest() {
        return keys.reveal().lastKey();
    }

    /** A copy of the keys, for a keystore with others. */
    NavigableMap<Long, byte[]> keys() {
        return new TreeMap<>(keys.reveal());
    }

    /** Encrypts under the newest key. */
    byte[] wrap(Secret<byte[]> key, byte[] associatedData) {
        return AesGcm.sealRandomly(keys.reveal().lastEntry().getValue(), associatedData, key.reveal());
    }

    /** Decrypts under whichever key it was wrapped with, empty if that is none of these. */
    Optional<Secret<byte[]>> unwrap(byte[] wrapped, byte[] associatedData) {
        for (byte[] kek : keys.reveal().descendingMap().values()) {
            try {
                return Optional.of(Secret.of(AesGcm.openRandomly(kek, associatedData, wrapped)));
            } catch (GeneralSecurityException notThisOne) {
                // An older one, then.
            }
        }
        return Optional.empty();
    }
}
