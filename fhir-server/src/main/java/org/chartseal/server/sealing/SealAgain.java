package org.chartseal.server.sealing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.NoOwnerKeyException;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SlotId;

/**
 * Seals values again that are sealed to slots which are being left: to their successors, everything else unchanged.
 *
 * <p>Guarantees: what comes out was opened again with the successor's key alone, and is what went in. An owner whose key is
 * missing stops it, unless an authorised erasure took that key: such an owner goes on standing in the header, so that the
 * row stays what it is for an erasure of the others, and goes on opening nothing.
 */
public final class SealAgain {
    private final Map<SlotId, SlotId> successors;
    private final Function<Set<SlotId>, Map<SlotId, DataKey>> keys;
    private final Predicate<SlotId> erased;
    private final Set<String> beginnings;

    /**
     * @param successors new slot by the one that is left
     * @param keys gives the data keys of slots; one without a key is absent
     * @param erased whether a slot without a key lost it to an authorised erasure
     */
    public SealAgain(
            Map<SlotId, SlotId> successors,
            Function<Set<SlotId>, Map<SlotId, DataKey>> keys,
            Predicate<SlotId> erased) {
        this.successors = Map.copyOf(successors);
        this.keys = keys;
        this.erased = erased;
        this.beginnings = successors.keySet().stream().map(Envelope::beginning).collect(Collectors.toSet());
    }

    /** How values sealed to one of the slots that are left begin, as {@link Envelope#beginning} says. */
    public Set<String> beginnings() {
        return beginnings;
    }

    /** Whether a value with this beginning, or one with several owners, may be sealed to a slot that is left. */
    public boolean mayConcern(String beginning) {
        return beginning.startsWith(Envelope.PREFIX)
                && (!beginning.startsWith(Envelope.SINGLE) || beginnings.contains(beginning));
    }

    /** Whether a value names a slot that is left among its owners; a text that is no sealed value does not. */
    public boolean concerns(String text) {
        return text.startsWith(Envelope.PREFIX)
                && Envelope.ownersOf(text).stream().anyMatch(successors::containsKey);
    }

    /**
     * Seals it again.
     *
     * @param least as it was sealed with
     * @throws SealBrokenException if it does not open where it stands
     * @throws org.chartseal.server.keys.KeyUnavailableException if a key is missing that no erasure took
     */
    public String again(String text, byte[] context, int least) {
        Envelope.Opened before = Envelope.open(text, context, keys);
        List<DataKey> owners = owners(before.owners());
        String sealed = Envelope.seal(context, before.claims(), before.value(), owners, least);
        for (DataKey owner : owners) {
            if (successors.containsValue(owner.slotId())) {
                Envelope.Opened after = Envelope.open(sealed, context, ids -> Map.of(owner.slotId(), owner));
                if (!Arrays.equals(after.value(), before.value()) || !Arrays.equals(after.claims(), before.claims())) {
                    throw new IllegalStateException("A value that was sealed again is not what it was");
                }
            }
        }
        return sealed;
    }

    private List<DataKey> owners(List<SlotId> before) {
        Set<SlotId> now =
                before.stream().map(slot -> successors.getOrDefault(slot, slot)).collect(Collectors.toSet());
        Map<SlotId, DataKey> opened = new HashMap<>(keys.apply(now));
        List<DataKey> owners = new ArrayList<>();
        for (SlotId slot : now) {
            DataKey key = opened.get(slot);
            if (key == null && (successors.containsValue(slot) || !erased.test(slot))) {
                throw new NoOwnerKeyException(Set.of(slot));
            }
            // Wrapped to a key that nobody keeps.
            owners.add(key == null ? new DataKey(slot, Secret.of(Envelope.random(32))) : key);
        }
        return owners;
    }
}
