package org.chartseal.server.keys;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chartseal.server.keys.KeyMaterialStore.ShardChange;

/**
 * Puts a new key-encryption key in the place of the old: what it wraps is wrapped anew, nothing else changes, and no
 * request notices. Stopped anywhere, it is simply run again.
 */
public final class KeyEncryptionKeyRotation {
    private final KeyProvider provider;
    private final KeyMaterialStore store;

    /** Rotates the key that wraps this store's system keys. */
    public KeyEncryptionKeyRotation(KeyProvider provider, KeyMaterialStore store) {
        this.provider = provider;
        this.store = store;
    }

    /**
     * Rotates now. Other nodes may do the same at the same time: each destroys only what is older than its own new key.
     *
     * @return how many system keys were wrapped anew
     * @throws KeyUnavailableException if provider or store refuse; old and new key are then both there still
     */
    public synchronized int rotate() {
        long version = provider.renew();
        int count = Generations.settled(store, this::rewrap);
        // All that this generation holds is wrapped under this version or a newer one, and so is all that comes later.
        provider.destroyOlder(version);
        return count;
    }

    private int rewrap(long generation) throws StaleGenerationException {
        Map<String, byte[]> rewrapped = new TreeMap<>();
        for (String name : store.systemKeyNames()) {
            if (!name.equals(ShardKeys.SHARDS)) {
                byte[] associatedData = SystemKeys.associatedData(name);
                store.systemKey(name)
                        .ifPresent(wrapped -> rewrapped.put(
                                name, provider.wrap(provider.unwrap(wrapped, associatedData), associatedData)));
            }
        }
        store.replace(new Rewrapped(generation, rewrapped));
        return rewrapped.size();
    }

    private record Rewrapped(long generation, Map<String, byte[]> systemKeys) implements ShardChange {
        @Override
        public Set<Integer> shards() {
            return Set.of();
        }

        @Override
        public Set<SlotId> destroyed() {
            return Set.of();
        }

        @Override
        public byte[] rewrap(SlotId id, byte[] wrapped) {
            return wrapped;
        }
    }
}
