package org.chartseal.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data keys in slots, made ahead of need. A slot handed out is already durable, so that the row sealed under it can
 * commit without waiting for another store; slots that nobody used before a stop stay behind unused.
 *
 * <p>Opened keys are kept in memory until the store's generation moves on, which {@link #observe} looks for: so a key
 * that one node destroyed is gone on every node with its next request.
 */
public final class KeySlots {
    private static final Logger log = LoggerFactory.getLogger(KeySlots.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyProvider provider;
    private final KeyMaterialStore store;
    private final int poolSize;
    private final Executor refiller;
    private final ArrayDeque<DataKey> pool = new ArrayDeque<>();
    private final AtomicBoolean refilling = new AtomicBoolean();
    private volatile Opened opened;

    /** The keys of one generation, and the data keys opened with them. */
    private record Opened(ShardKeys shards, Cache<SlotId, DataKey> keys) {
        static Opened of(ShardKeys shards) {
            return new Opened(shards, Caffeine.newBuilder().maximumSize(200_000).build());
        }
    }

    /**
     * Opens the shard keys, making them at first start, and fills the pool.
     *
     * @param poolSize slots made in one commit
     * @param refiller runs the making of more, off the request path
     * @throws KeyUnavailableException if the provider does not open the epoch
     */
    public KeySlots(KeyProvider provider, KeyMaterialStore store, int poolSize, Executor refiller) {
        this.provider = provider;
        this.store = store;
        this.poolSize = poolSize;
        this.refiller = refiller;
        this.opened = Opened.of(ShardKeys.open(provider, store));
        refill();
    }

    /** Takes a slot that nobody else has and nobody else will get. It is durable already. */
    public DataKey take() {
        DataKey key;
        int left;
        synchronized (pool) {
            key = pool.poll();
            left = pool.size();
        }
        if (key == null) {
            refill();
            return take();
        }
        if (left < poolSize / 2 && refilling.compareAndSet(false, true)) {
            refiller.execute(() -> {
                try {
                    refill();
                } catch (RuntimeException failure) {
                    // The next taker finds the pool empty and meets the failure itself.
                    log.warn(
                            "Making new key slots failed: {}",
                            failure.getClass().getSimpleName());
                } finally {
                    refilling.set(false);
                }
            });
        }
        return key;
    }

    /**
     * Opens slots; one whose key is not in the store is absent from the map.
     *
     * @throws KeyUnavailableException if a stored slot does not open
     */
    public Map<SlotId, DataKey> open(Set<SlotId> ids) {
        Opened now = opened;
        Map<SlotId, DataKey> found = new HashMap<>(now.keys().getAllPresent(ids));
        if (found.size() == ids.size()) {
            return found;
        }
        Set<SlotId> missing = new HashSet<>(ids);
        missing.removeAll(found.keySet());
        Map<SlotId, byte[]> wrapped = store.slots(missing);
        try {
            wrapped.forEach((id, bytes) -> {
                DataKey key = SlotPayload.decode(id, now.shards().unwrap(id, bytes));
                now.keys().put(id, key);
                found.put(id, key);
            });
        } catch (KeyUnavailableException failure) {
            if (observe() || now.shards().generation() != opened.shards().generation()) {
                // Wrapped anew between our two looks, or before another thread's look at the generation.
                return open(ids);
            }
            throw failure;
        }
        return found;
    }

    /**
     * Forgets all opened keys if the store's generation has moved on. Called with each request.
     *
     * @return whether it had
     * @throws KeysUnreachableException if the store does not answer, or the provider does not open the new ones
     */
    public boolean observe() {
        if (store.generation() == opened.shards().generation()) {
            return false;
        }
        synchronized (this) {
            if (store.generation() != opened.shards().generation()) {
                try {
                    opened = Opened.of(ShardKeys.open(provider, store));
                } catch (KeyUnavailableException closed) {
                    // Not one key is missing: none can be had.
                    throw new KeysUnreachableException("The shard keys cannot be opened now", closed);
                }
            }
        }
        return true;
    }

    /**
     * Destroys data keys. When it returns, nothing that the store holds opens them, nor would an older copy of it together
     * with what the provider holds once its key-encryption key has been rotated. Those already gone are left gone.
     *
     * @throws KeyUnavailableException if the store or the provider refuse; then none is destroyed
     */
    public void destroy(Set<SlotId> ids) {
        synchronized (pool) {
            pool.removeIf(key -> ids.contains(key.slotId()));
        }
        replace(ids);
    }

    /**
     * Makes slots that take the places of others: fresh data keys, and the log keys of those they follow. They are durable
     * when this returns. A slot that is there already is left as it is, so a crash costs nothing but another call.
     *
     * @param successors new slot by old one
     * @throws NoOwnerKeyException if an old slot has no key, and its new one none either
     */
    public void succeed(Map<SlotId, SlotId> successors) {
        Generations.settled(store, generation -> {
            observe();
            Set<SlotId> all = new HashSet<>(successors.keySet());
            all.addAll(successors.values());
            Map<SlotId, DataKey> there = open(all);
            List<DataKey> fresh = new ArrayList<>();
            successors.forEach((old, next) -> {
                if (!there.containsKey(next)) {
                    DataKey before = there.get(old);
                    if (before == null) {
                        throw new NoOwnerKeyException(Set.of(old));
                    }
                    fresh.add(before.succeededBy(next, random()));
                }
            });
            add(fresh);
            return generation;
        });
    }

    /** Replaces the epoch key: what it wraps is wrapped anew, no data key changes. */
    public void rotateEpoch() {
        replace(Set.of());
    }

    private void replace(Set<SlotId> destroyed) {
        Generations.settled(store, generation -> {
            observe();
            store.replace(opened.shards().change(provider, destroyed));
            return generation;
        });
        observe();
    }

    private void refill() {
        Generations.settled(store, generation -> {
            observe();
            List<DataKey> fresh = Stream.generate(() -> new DataKey(SlotId.random(), random()))
                    .limit(poolSize)
                    .toList();
            add(fresh);
            synchronized (pool) {
                pool.addAll(fresh);
            }
            return generation;
        });
    }

    private void add(List<DataKey> fresh) throws StaleGenerationException {
        Opened now = opened;
        List<KeyMaterialStore.WrappedSlot> wrapped = fresh.stream()
                .map(key -> new KeyMaterialStore.WrappedSlot(
                        key.slotId(), now.shards().wrap(key.slotId(), SlotPayload.encode(key))))
                .toList();
        store.addSlots(wrapped, now.shards().generation());
        fresh.forEach(key -> now.keys().put(key.slotId(), key));
    }

    private static Secret<byte[]> random() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return Secret.of(key);
    }
}
