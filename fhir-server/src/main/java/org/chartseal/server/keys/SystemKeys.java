package org.chartseal.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server's own keys, one a purpose, each random, made at first use, and kept wrapped in the key store. They outlive
 * patients: under them alone stands only what passes by itself or is tied to nobody (stored searches, jobs, the values of
 * the search index), never a body.
 */
public final class SystemKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyProvider provider;
    private final KeyMaterialStore store;
    private final Map<String, Secret<byte[]>> opened = new ConcurrentHashMap<>();

    /** Keys of one store, under one provider. */
    public SystemKeys(KeyProvider provider, KeyMaterialStore store) {
        this.provider = provider;
        this.store = store;
    }

    /**
     * The key of a purpose, always the same one.
     *
     * @param purpose for example {@code log/v1}
     * @param length bytes, the same at every call for this purpose
     * @throws KeyUnavailableException if the provider does not open it
     */
    public Secret<byte[]> key(String purpose, int length) {
        return opened.computeIfAbsent(purpose, name -> openOrMake(name, length));
    }

    /**
     * The key of a purpose, if there is one: none is made.
     *
     * @throws KeyUnavailableException if the provider does not open it
     */
    public Optional<Secret<byte[]>> existing(String purpose, int length) {
        if (opened.containsKey(purpose) || store.systemKey(purpose).isPresent()) {
            return Optional.of(key(purpose, length));
        }
        return Optional.empty();
    }

    /** The purposes that have a key. */
    public List<String> purposes() {
        return store.systemKeyNames();
    }

    /** Destroys the key of a purpose, which must not be asked for any more: on other nodes it lasts until they stop. */
    public void destroy(String purpose) {
        store.destroySystemKey(purpose);
        opened.remove(purpose);
    }

    /** What is authenticated with a wrapped system key. */
    static byte[] associatedData(String name) {
        return ("chartseal/system-key/v1\0" + name).getBytes(StandardCharsets.UTF_8);
    }

    private Secret<byte[]> openOrMake(String name, int length) {
        byte[] associatedData = associatedData(name);
        return Generations.settled(store, generation -> {
            Optional<byte[]> wrapped = store.systemKey(name);
            if (wrapped.isPresent()) {
                return ofLength(provider.unwrap(wrapped.get(), associatedData), name, length);
            }
            byte[] random = new byte[length];
            RANDOM.nextBytes(random);
            Secret<byte[]> fresh = Secret.of(random);
            store.addSystemKey(name, provider.wrap(fresh, associatedData), generation);
            return fresh;
        });
    }

    private static Secret<byte[]> ofLength(Secret<byte[]> key, String name, int length) {
        if (key.reveal().length != length) {
            throw new KeyUnavailableException(
                    "Expected the key " + name + " to have " + length + " bytes, found " + key.reveal().length);
        }
        return key;
    }
}
