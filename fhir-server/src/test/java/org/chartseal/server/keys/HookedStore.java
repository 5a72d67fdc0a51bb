package org.chartseal.server.keys;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store in which something happens once, just before slots are read. */
final class HookedStore implements KeyMaterialStore {
    private final KeyMaterialStore store;
    private Runnable beforeSlots;

    HookedStore(KeyMaterialStore store, Runnable beforeSlots) {
        this.store = store;
        this.beforeSlots = beforeSlots;
    }

    @Override
    public Optional<byte[]> systemKey(String name) {
        return store.systemKey(name);
    }

    @Override
    public void addSystemKey(String name, byte[] wrapped, long generation) throws StaleGenerationException {
        store.addSystemKey(name, wrapped, generation);
    }

    @Override
    public void destroySystemKey(String name) {
        store.destroySystemKey(name);
    }

    @Override
    public Map<SlotId, byte[]> slots(Collection<SlotId> ids) {
        Runnable hook = beforeSlots;
        beforeSlots = () -> {};
        hook.run();
        return store.slots(ids);
    }

    @Override
    public long generation() {
        return store.generation();
    }

    @Override
    public void addSlots(List<WrappedSlot> slots, long generation) throws StaleGenerationException {
        store.addSlots(slots, generation);
    }

    @Override
    public void replace(ShardChange change) throws StaleGenerationException {
        store.replace(change);
    }

    @Override
    public List<String> systemKeyNames() {
        return store.systemKeyNames();
    }
}
