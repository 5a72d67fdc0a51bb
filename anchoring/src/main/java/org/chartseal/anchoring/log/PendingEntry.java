package org.chartseal.anchoring.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write left for the sequencer, in the clear; the store keeps all but {@code w} sealed.
 *
 * @param pendingId position in the order of writing; ids may have gaps and may become visible late
 * @param w commitment to the write, made with its own salt, for kinds 1 and 2; null for the others, whose salt
 *     depends on the index they will get
 * @param subjects the subject rule's answer for this version; empty for deletes and for kinds 3 to 8
 * @param event canonical event JSON for kinds 4 to 8, else null
 */
public record PendingEntry(
        long pendingId, LeafWrite write, byte @Nullable [] w, List<String> subjects, byte @Nullable [] event) {
    /**
     * Most subjects one version can have: half of what a leaf holds, as all of the version before may leave at once.
     * Refuse a write beyond it; in the log it would be too late.
     */
    public static final int MAX_SUBJECTS = Commitment.MAX_SUBJECTS / 2;

    /** Spelled out: a compact constructor loses the annotations of array components. */
    public PendingEntry(
            long pendingId, LeafWrite write, byte @Nullable [] w, List<String> subjects, byte @Nullable [] event) {
        if (write.kind().ofResource() != (w != null)) {
            throw new LeafFormatException("expected a commitment w for kinds 1 and 2 alone, found kind "
                    + write.kind().code() + (w == null ? " without" : " with"));
        }
        if (write.kind().ofEvent() != (event != null)) {
            throw new LeafFormatException("expected event JSON for kinds 4 to 8 alone, found kind "
                    + write.kind().code() + (event == null ? " without" : " with"));
        }
        if (!write.kind().ofResource() && !subjects.isEmpty()) {
            throw new LeafFormatException(
                    "expected no subjects for kind " + write.kind().code() + ", found " + subjects.size());
        }
        if (subjects.size() > MAX_SUBJECTS) {
            throw new LeafFormatException("expected at most " + MAX_SUBJECTS + " subjects, found " + subjects.size());
        }
        this.pendingId = pendingId;
        this.write = write;
        this.w = w;
        this.subjects = List.copyOf(subjects);
        this.event = event;
    }
}
