package org.chartseal.server.erasure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.integrity.LoggedVersions.Sealed;
import org.chartseal.server.keys.SlotId;

/**
 * What an erasure takes with it: the versions that no other key opens, each proved by its leaf, each the patient's own by
 * what stands inside it. What a row says on its outside takes nothing with it.
 */
final class ErasedVersions {
    private final Function<Set<SlotId>, Sealed> log;
    private final Consumer<String> incidents;

    /** @param log the versions that are sealed to these slots alone */
    ErasedVersions(Function<Set<SlotId>, Sealed> log, Consumer<String> incidents) {
        this.log = log;
        this.incidents = incidents;
    }

    /**
     * What goes.
     *
     * @param versions each proved
     * @param waiting whether more of them wait for their leaf
     */
    record Found(List<LoggedVersion> versions, boolean waiting) {}

    /**
     * The versions whose owners are all among these slots.
     *
     * @param own whether a reference names the patient, or what goes with the patient
     * @throws ForeignRecordException if one is anybody else's
     * @throws org.chartseal.server.keys.KeyUnavailableException if the key of a slot is not there
     */
    Found of(Set<SlotId> slots, Predicate<String> own) {
        Sealed sealed = log.apply(slots);
        if (sealed.unproven() > 0) {
            incidents.accept(
                    sealed.unproven()
                            + " rows claim to be sealed to an erased key, and are not or not to their leaf: they are left alone");
        }
        Set<String> written = new HashSet<>();
        for (LoggedVersion version : sealed.proven()) {
            if (!version.deletion()) {
                judge(version, own);
                written.add(version.reference());
            }
        }
        for (LoggedVersion version : sealed.proven()) {
            // A deletion has no body to say whose it is: the versions before it say so.
            if (version.deletion() && !written.contains(version.reference())) {
                judge(version, own);
            }
        }
        return new Found(sealed.proven(), sealed.waiting() > 0);
    }

    private void judge(LoggedVersion version, Predicate<String> own) {
        if (!version.owners().stream().allMatch(own)) {
            ForeignRecordException stop = new ForeignRecordException();
            incidents.accept(stop.getMessage());
            throw stop;
        }
    }
}
