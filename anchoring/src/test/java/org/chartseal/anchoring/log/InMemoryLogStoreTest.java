package org.chartseal.anchoring.log;

import java.util.List;

class InMemoryLogStoreTest extends LogStoreContract {
    @Override
    protected LogStore emptyStore() {
        return new InMemoryLogStore();
    }

    @Override
    protected long enqueue(LogStore store, LeafWrite write, byte[] w, List<String> subjects, byte[] event) {
        return ((InMemoryLogStore) store).enqueue(write, w, subjects, event);
    }
}
