package org.chartseal.server.keys;

import java.util.Set;

/**
 * The key store has none of the keys that would open a row. Whether they were destroyed with authority or are only
 * missing, the key store cannot tell: the log can.
 */
public final class NoOwnerKeyException extends KeyUnavailableException {
    private static final long serialVersionUID = 1L;

    private final transient Set<SlotId> slots;

    /** @param slots those asked for */
    public NoOwnerKeyException(Set<SlotId> slots) {
        super("None of the " + slots.size() + " key slots asked for has a key");
        this.slots = Set.copyOf(slots);
    }

    /** The slots that have no key. */
    public Set<SlotId> slots() {
        return slots;
    }
}
