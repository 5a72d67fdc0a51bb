package org.chartseal.server.keys;

/**
 * Whoever holds the key-encryption key: a keystore file, an HSM, a cloud KMS. Wraps the keys below it and nothing else,
 * and is asked only at start, when an epoch or a system key is made or replaced, and once on each node after that.
 */
public interface KeyProvider {
    /**
     * Encrypts a key under the newest key-encryption key there is when it is called, whichever node made it.
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
     * Makes a new key-encryption key. Every {@link #wrap} that begins after this returns, on whichever node, uses it or a
     * newer one. What older ones wrapped still opens.
     *
     * @return its version: newer ones have greater numbers
     * @throws KeyUnavailableException if the provider cannot be reached or refuses; the one before may stay in use
     */
    long renew();

    /**
     * Destroys every key-encryption key older than this version, and none that is newer, whoever made it. Whatever is
     * still wrapped under an older one, an old copy of the key store for instance, never opens again.
     *
     * @param version as {@link #renew} returned it
     * @throws KeyUnavailableException if the provider cannot be reached or refuses
     */
    void destroyOlder(long version);
}
