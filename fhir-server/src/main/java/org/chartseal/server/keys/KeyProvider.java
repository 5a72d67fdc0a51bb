package org.chartseal.server.keys;

/**
 * Whoever holds the key-encryption key: a keystore file, an HSM, a cloud KMS. Wraps the keys below it and nothing else,
 * and is asked only at start and when an epoch or a system key is made or replaced, never on a request.
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

    /**
     * Makes a new key-encryption key, which {@link #wrap} uses from now on. What older ones wrapped still opens.
     *
     * @throws KeyUnavailableException if the provider cannot be reached or refuses; the one before stays in use
     */
    void renew();

    /**
     * Destroys every key-encryption key but the newest. Whatever is still wrapped under an older one, an old copy of the
     * key store for instance, never opens again.
     *
     * @throws KeyUnavailableException if the provider cannot be reached or refuses
     */
    void destroyOlder();
}
