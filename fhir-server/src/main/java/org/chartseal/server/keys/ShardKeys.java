package org.chartseal.server.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.server.keys.KeyMaterialStore.ShardChange;

/**
 * The 256 shard keys of one generation, opened. The provider wraps an epoch key, that wraps the shard keys, those wrap
 * the data keys: opening a data key is local. Immutable.
 */
final class ShardKeys {
    /** The epoch key's name among the system keys. */
    static final String EPOCH = "slot-epoch/v1";

    /** The shard keys' name among the system keys: the only one that the epoch key wraps, not the provider. */
    static final String SHARDS = "slot-shards/v1";

    private static final int COUNT = 256;
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final long generation;
    private final byte[][] keys;

    private ShardKeys(long generation, byte[][] keys) {
        this.generation = generation;
        this.keys = keys;
    }

    /**
     * Opens the shard keys of now, making them at first start.
     *
     * @throws KeyUnavailableException if provider or store do not open them
     */
    static ShardKeys open(KeyProvider provider, KeyMaterialStore store) {
        return Generations.settled(store, generation -> {
            Optional<byte[]> wrappedEpoch = store.systemKey(EPOCH);
            if (wrappedEpoch.isEmpty()) {
                store.addSystemKey(EPOCH, wrapEpoch(provider, random(LENGTH)), generation);
                throw new StaleGenerationException();
            }
            byte[] epoch = provider.unwrap(wrappedEpoch.get(), SystemKeys.associatedData(EPOCH))
                    .reveal();
            Optional<byte[]> wrappedShards = store.systemKey(SHARDS);
            if (wrappedShards.isEmpty()) {
                store.addSystemKey(SHARDS, wrapShards(epoch, random(COUNT * LENGTH)), generation);
                throw new StaleGenerationException();
            }
            if (store.generation() != generation) {
                throw new StaleGenerationException();
            }
            return new ShardKeys(generation, unwrapShards(epoch, wrappedShards.get()));
        });
    }

    private static byte[] wrapEpoch(KeyProvider provider, byte[] epoch) {
        return provider.wrap(Secret.of(epoch), SystemKeys.associatedData(EPOCH));
    }

    private static byte[] wrapShards(byte[] epoch, byte[] shards) {
        return AesGcm.sealRandomly(epoch, SHARDS.getBytes(StandardCharsets.US_ASCII), shards);
    }

    private static byte[][] unwrapShards(byte[] epoch, byte[] wrapped) {
        try {
            byte[] all = AesGcm.openRandomly(epoch, SHARDS.getBytes(StandardCharsets.US_ASCII), wrapped);
            byte[][] keys = new byte[COUNT][];
            for (int shard = 0; shard < COUNT; shard++) {
                keys[shard] = Arrays.copyOfRange(all, shard * LENGTH, (shard + 1) * LENGTH);
            }
            return keys;
        } catch (GeneralSecurityException failure) {
            throw new KeyUnavailableException("The shard keys do not open: their row was altered", failure);
        }
    }

    /** Which generation these are of. */
    long generation() {
        return generation;
    }

    /** A data key under its shard's key. */
    byte[] wrap(SlotId id, byte[] dataKey) {
        return AesGcm.sealRandomly(keys[id.shard()], associatedData(id), dataKey);
    }

    /**
     * Opens what {@link #wrap} made.
     *
     * @throws KeyUnavailableException if it was altered, or wrapped by another generation
     */
    byte[] unwrap(SlotId id, byte[] wrapped) {
        try {
            return AesGcm.openRandomly(keys[id.shard()], associatedData(id), wrapped);
        } catch (GeneralSecurityException failure) {
            throw new KeyUnavailableException("A key slot does not open: its row was altered", failure);
        }
    }

    /**
     * The change to a generation with a new epoch key, which destroys slots and gives each of their shards a new key:
     * else an older copy of the store would still open them with the shard key of today.
     */
    ShardChange change(KeyProvider provider, Set<SlotId> destroyed) {
        Set<Integer> shards = new TreeSet<>();
        byte[][] next = keys.clone();
        for (SlotId id : destroyed) {
            if (shards.add(id.shard())) {
                next[id.shard()] = random(LENGTH);
            }
        }
        byte[] all = new byte[COUNT * LENGTH];
        for (int shard = 0; shard < COUNT; shard++) {
            System.arraycopy(next[shard], 0, all, shard * LENGTH, LENGTH);
        }
        byte[] epoch = random(LENGTH);
        return new Change(
                this,
                new ShardKeys(generation + 1, next),
                Map.of(EPOCH, wrapEpoch(provider, epoch), SHARDS, wrapShards(epoch, all)),
                shards,
                Set.copyOf(destroyed));
    }

    private record Change(
            ShardKeys old, ShardKeys next, Map<String, byte[]> systemKeys, Set<Integer> shards, Set<SlotId> destroyed)
            implements ShardChange {
        @Override
        public long generation() {
            return old.generation();
        }

        @Override
        public byte[] rewrap(SlotId id, byte[] wrapped) {
            return next.wrap(id, old.unwrap(id, wrapped));
        }
    }

    private static byte[] associatedData(SlotId id) {
        return ("chartseal/slot/v1\0" + id).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
