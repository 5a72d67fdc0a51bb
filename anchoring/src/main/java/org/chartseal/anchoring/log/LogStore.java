package org.chartseal.anchoring.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one log lives. Everything crosses this port in the clear: sealing W, r_w and the subjects is the store's own
 * business (integrity log, section 3). Safe for use by several threads and processes.
 */
public interface LogStore extends TileReader {
    /** The head as last committed; {@link LogHead#empty} for a new log. */
    LogHead head();

    /** The oldest rows without a leaf index, ascending by id; never found by a high-water mark. */
    List<PendingEntry> pending(int limit);

    /** The newest leaf of each of these resources ({@code Type/id}) that has one. */
    Map<String, ResourceHead> resourceHeads(Collection<String> resources);

    /** The newest leaf of each of these subjects ({@code Patient/id}) that has one. */
    Map<String, SubjectHead> subjectHeads(Collection<String> subjects);

    /**
     * Writes a whole batch or nothing: leaves with their openings, tiles (replacing narrower ones), heads, and the
     * leaf index of every pending row that was sequenced.
     *
     * @throws StaleHeadException if the committed head is not {@code expected} in size, root and epoch, or a row of
     *     the batch already has an index; nothing was written
     */
    void append(LogHead expected, LogBatch batch) throws StaleHeadException;

    /** Canonical event JSON of a leaf of kinds 4 to 8, empty for any other index. */
    Optional<byte[]> event(long leafIndex);

    /** Keeps a checkpoint for good before anybody sees it. A second one of the same size is ignored. */
    void saveCheckpoint(SignedCheckpoint checkpoint);

    /** The checkpoint of the largest tree. */
    Optional<SignedCheckpoint> latestCheckpoint();

    /** The checkpoint of exactly this many leaves. */
    Optional<SignedCheckpoint> checkpoint(long treeSize);
}
