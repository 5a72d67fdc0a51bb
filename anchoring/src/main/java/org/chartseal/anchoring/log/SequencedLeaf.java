package org.chartseal.anchoring.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leaf with its place in the log and the openings of its commitments.
 *
 * @param pendingId the pending row it was made from; 0 for the genesis leaf, which has none
 * @param subjects in the order of the commitments: {@code subjects.get(j)} opens {@code commitment.subjects().get(j)}
 * @param entry 33 bytes
 * @param leafHash 32 bytes
 * @param event canonical event JSON for kinds 4 to 8, else null
 */
public record SequencedLeaf(
        long index,
        long pendingId,
        LeafWrite write,
        VersionLink version,
        List<SubjectLink> subjects,
        Commitment commitment,
        byte[] entry,
        byte[] leafHash,
        byte @Nullable [] event) {}
