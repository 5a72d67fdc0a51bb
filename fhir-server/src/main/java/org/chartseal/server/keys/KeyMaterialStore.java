package org.chartseal.server.keys;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Wrapped keys, durable, apart from the clinical data. Holds no key in the clear and names nobody: a slot's id is
 * random, and which subject it belongs to is written in the clinical database only.
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

    /** Stores a wrapped key under a name unless one is there already, and returns the one that is there now. */
    byte[] putSystemKeyIfAbsent(String name, byte[] wrapped);

    /** Wrapped data keys by id; an id without a key is absent from the map. */
    Map<SlotId, byte[]> slots(Collection<SlotId> ids);

    /** Stores new slots in one commit. When it returns they survive a crash. */
    void addSlots(List<WrappedSlot> slots);
}
