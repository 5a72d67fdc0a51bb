package org.chartseal.server.keys;

/**
 * Whoever holds the key-encryption key: a keystore file, an HSM, a cloud KMS. Wraps the keys below it and nothing else,
 * and is asked only at start and when an epoch or a system key is made, never on a request.
 */
public interface KeyProvider {
    /**
     * Encrypts a key under the key-encryption key.
     *
     * @param key the key's bytes
     * @param associatedData authenticated with the key, and needed again to unwrap it
     * @throws KeyUnavailableException if the provider cannot be reached or refuses
     */
    byte[] wrap(Secret<byte[]> key, byte[] associatedData);

    /**
     * Decrypts what {@link #wrap} made.
     *
     * @throws KeyUnavailableException if the provider cannot be reached, or the bytes or the associated data are not
     *     those that were wrapped
     */
    Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData);
}
