package org.chartseal.server.erasure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;

/** Finds how far an erasure reaches: from what was asked for and what the log proves, never from what a row claims. */
final class ErasureScope {
    private static final int LEVELS = 5;

    private final ErasedVersions versions;
    private final Function<List<LoggedVersion>, Map<String, Set<SlotId>>> attachments;
    private final SubjectSlots subjects;

    /** @param attachments what only these versions refer to */
    ErasureScope(
            ErasedVersions versions,
            Function<List<LoggedVersion>, Map<String, Set<SlotId>>> attachments,
            SubjectSlots subjects) {
        this.versions = versions;
        this.attachments = attachments;
        this.subjects = subjects;
    }

    /**
     * What an erasure takes with it.
     *
     * @param names keyed names, hexadecimal
     * @param slots whose keys are destroyed
     * @param versions what nothing opens afterwards
     */
    record Reach(Set<String> names, Set<SlotId> slots, List<LoggedVersion> versions) {}

    /**
     * The reach of an erasure that was asked for, empty while some of its versions wait for their leaf.
     *
     * @throws ForeignRecordException if it would take another's record
     * @throws org.chartseal.server.keys.KeyUnavailableException if a key is not there
     */
    Optional<Reach> of(Erasure erasure) {
        Map<String, Set<SlotId>> attached = new HashMap<>();
        for (int level = 0; ; level++) {
            Set<SlotId> slots = new HashSet<>(erasure.slots());
            attached.values().forEach(slots::addAll);
            ErasedVersions.Found found = versions.of(
                    slots, reference -> attached.containsKey(reference) || erasure.takes(subjects.nameOf(reference)));
            if (found.waiting()) {
                return Optional.empty();
            }
            Map<String, Set<SlotId>> more = attachments.apply(found.versions());
            if (level == LEVELS || attached.entrySet().containsAll(more.entrySet())) {
                Set<String> names = new HashSet<>(erasure.names());
                attached.keySet().forEach(reference -> names.add(HexFormat.of().formatHex(subjects.nameOf(reference))));
                return Optional.of(new Reach(names, slots, found.versions()));
            }
            attached.putAll(more);
        }
    }

    /** The versions under the slots that were settled with the tombstones; waiting as in {@link #of}. */
    Optional<List<LoggedVersion>> settled(Erasure erasure) {
        ErasedVersions.Found found =
                versions.of(erasure.slots(), reference -> erasure.takes(subjects.nameOf(reference)));
        return found.waiting() ? Optional.empty() : Optional.of(found.versions());
    }
}
