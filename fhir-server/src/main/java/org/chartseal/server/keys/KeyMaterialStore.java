package org.chartseal.server.keys;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Wrapped keys, durable, apart from the clinical data. Holds no key in the clear and names nobody: a slot's id is
 * random, and which subject it belongs to is written in the clinical database only.
 *
 * <p>Every method throws {@link KeysUnreachableException} where the store cannot be asked.
 */
public interface KeyMaterialStore {
    /**
     * A wrapped data key.
     *
     * @param slotId 16 random bytes
     * @param wrapped the data key under its shard key
     */
    record WrappedSlot(SlotId slotId, byte[] wrapped) {}

    /** A wrapped key by name, empty if it was never stored. */
    Optional<byte[]> systemKey(String name);

    /**
     * Stores a system key that was not there, in one commit; the store has the next generation afterwards. So whoever
     * replaces all system keys cannot miss one that was added meanwhile.
     *
     * @param generation read before the key was wrapped
     * @throws StaleGenerationException if keys were replaced or added meanwhile; nothing was stored
     */
    void addSystemKey(String name, byte[] wrapped, long generation) throws StaleGenerationException;

    /** Wrapped data keys by id; an id without a key is absent from the map. */
    Map<SlotId, byte[]> slots(Collection<SlotId> ids);

    /** Which generation the keys that wrap others are of, from 1: moves on whenever one of them is replaced or added. */
    long generation();

    /**
     * Stores new slots in one commit. When it returns they survive a crash.
     *
     * @param generation the one whose shard keys wrap them
     * @throws StaleGenerationException if the shard keys were replaced meanwhile; nothing was stored
     */
    void addSlots(List<WrappedSlot> slots, long generation) throws StaleGenerationException;

    /**
     * Replaces shard keys, and with them what they wrap, in one commit: all of it or nothing.
     *
     * @throws StaleGenerationException if the generation is no longer the change's; nothing was changed
     */
    void replace(ShardChange change) throws StaleGenerationException;

    /** New shard keys for old. */
    interface ShardChange {
        /** The generation it was made for; the store has the next one afterwards. */
        long generation();

        /** System keys to replace, wrapped, by name. */
        Map<String, byte[]> systemKeys();

        /** Shards whose slots are wrapped anew, each 0 to 255. */
        Set<Integer> shards();

        /** Slots that go for good. */
        Set<SlotId> destroyed();

        /**
         * A data key under its shard's new key.
         *
         * @throws KeyUnavailableException if it does not open under the old one; the change is then given up
         */
        byte[] rewrap(SlotId id, byte[] wrapped);
    }

    /** Removes a system key for good, if it is there. */
    void destroySystemKey(String name);

    /** The names of all system keys. */
    List<String> systemKeyNames();
}
