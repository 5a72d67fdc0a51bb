package org.chartseal.server.erasure;

import java.util.Set;
import org.chartseal.server.keys.SlotId;

/** Which slots erasures take, for those who would give subjects other slots. */
public final class ErasedSlots {
    private final ErasureStore store;
    private final Erasures erasures;

    ErasedSlots(ErasureStore store, Erasures erasures) {
        this.store = store;
        this.erasures = erasures;
    }

    /** Whether an erasure, done or not, destroys this slot: by its sealed row, whatever other rows say. */
    public boolean takes(SlotId slot) {
        return store.destroying(Set.of(slot)).isPresent();
    }

    /** Whether a slot that has no key lost it to an erasure that the signed log authorises. */
    public boolean authorised(SlotId slot) {
        return erasures.authorised(Set.of(slot)).isPresent();
    }
}
