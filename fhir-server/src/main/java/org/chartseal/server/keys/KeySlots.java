package org.chartseal.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data keys in slots, made ahead of need. A slot handed out is already durable, so that the row sealed under it can
 * commit without waiting for another store; slots that nobody used before a stop stay behind unused.
 *
 * <p>Wrapping: the provider wraps an epoch key, that wraps 256 shard keys opened here once, those wrap the data keys.
 * Opening a slot is therefore local.
 */
public final class KeySlots {
    private static final Logger log = LoggerFactory.getLogger(KeySlots.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SHARDS = 256;
    private static final String SHARDS_NAME = "slot-shards/v1";

    private final KeyMaterialStore store;
    private final int poolSize;
    private final Executor refiller;
    private final byte[][] shardKeys = new byte[SHARDS][];
    private final ArrayDeque<DataKey> pool = new ArrayDeque<>();
    private final AtomicBoolean refilling = new AtomicBoolean();
    private final Cache<SlotId, DataKey> opened =
            Caffeine.newBuilder().maximumSize(200_000).build();

    /**
     * Opens the shard keys, making them at first start, and fills the pool.
     *
     * @param poolSize slots made in one commit
     * @param refiller runs the making of more, off the request path
     * @throws KeyUnavailableException if the provider does not open the epoch
     */
    public KeySlots(SystemKeys systemKeys, KeyMaterialStore store, int poolSize, Executor refiller) {
        this.store = store;
        this.poolSize = poolSize;
        this.refiller = refiller;
        openShards(systemKeys.key("slot-epoch/v1", 32));
        refill();
    }

    private void openShards(Secret<byte[]> epoch) {
        byte[] associatedData = SHARDS_NAME.getBytes(StandardCharsets.US_ASCII);
        byte[] wrapped = store.systemKey(SHARDS_NAME).orElseGet(() -> {
            byte[] fresh = new byte[SHARDS * 32];
            RANDOM.nextBytes(fresh);
            return store.putSystemKeyIfAbsent(SHARDS_NAME, AesGcm.sealRandomly(epoch.reveal(), associatedData, fresh));
        });
        try {
            byte[] all = AesGcm.openRandomly(epoch.reveal(), associatedData, wrapped);
            for (int shard = 0; shard < SHARDS; shard++) {
                shardKeys[shard] = Arrays.copyOfRange(all, shard * 32, shard * 32 + 32);
            }
        } catch (GeneralSecurityException failure) {
            throw new KeyUnavailableException("The shard keys do not open: their row was altered", failure);
        }
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
        Map<SlotId, DataKey> found = new HashMap<>(opened.getAllPresent(ids));
        if (found.size() == ids.size()) {
            return found;
        }
        Set<SlotId> missing = new HashSet<>(ids);
        missing.removeAll(found.keySet());
        store.slots(missing).forEach((id, wrapped) -> {
            DataKey key = unwrap(id, wrapped);
            opened.put(id, key);
            found.put(id, key);
        });
        return found;
    }

    private void refill() {
        List<DataKey> fresh = new ArrayList<>(poolSize);
        List<KeyMaterialStore.WrappedSlot> wrapped = new ArrayList<>(poolSize);
        for (int i = 0; i < poolSize; i++) {
            byte[] key = new byte[32];
            RANDOM.nextBytes(key);
            SlotId id = SlotId.random();
            fresh.add(new DataKey(id, Secret.of(key)));
            wrapped.add(new KeyMaterialStore.WrappedSlot(
                    id, AesGcm.sealRandomly(shardKeys[id.shard()], associatedData(id), key)));
        }
        store.addSlots(wrapped);
        fresh.forEach(key -> opened.put(key.slotId(), key));
        synchronized (pool) {
            pool.addAll(fresh);
        }
    }

    private DataKey unwrap(SlotId id, byte[] wrapped) {
        try {
            return new DataKey(id, Secret.of(AesGcm.openRandomly(shardKeys[id.shard()], associatedData(id), wrapped)));
        } catch (GeneralSecurityException failure) {
            throw new KeyUnavailableException("A key slot does not open: its row was altered", failure);
        }
    }

    private static byte[] associatedData(SlotId id) {
        return ("chartseal/slot/v1\0" + id).getBytes(StandardCharsets.US_ASCII);
    }
}
