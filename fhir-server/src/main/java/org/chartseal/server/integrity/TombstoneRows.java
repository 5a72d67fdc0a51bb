package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.server.keys.SubjectSlots;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tombstones on their way into the log: a pending row for each leaf to be erased, a leaf of kind 3 in the end (integrity
 * log, section 2). The row is sealed: whoever merely writes the tables can ask for none.
 */
public final class TombstoneRows {
    private final JdbcTemplate jdbc;
    private final EventRows events;
    private final LogOrigin origin;

    TombstoneRows(JdbcTemplate jdbc, SubjectSlots subjects, LogOrigin origin) {
        this.jdbc = jdbc;
        this.events = new EventRows(jdbc, subjects);
        this.origin = origin;
    }

    /**
     * Asks for tombstones, in the current transaction; for a leaf that has one, or has asked for one, nothing changes.
     *
     * @param record canonical JSON that authorises them
     */
    public void request(String erasureId, long requestedMs, String record, Collection<Long> leafIndexes) {
        Set<Long> known = new HashSet<>(
                jdbc.queryForList("select erased_index from cs_tombstone where erasure_id = ?", Long.class, erasureId));
        byte[] authorization = record.getBytes(StandardCharsets.UTF_8);
        byte[] hash = CanonicalResource.contentHash(authorization);
        for (long index : leafIndexes) {
            if (known.add(index)) {
                LeafWrite write = LeafWrite.erasure(origin.name(), requestedMs, index, hash);
                jdbc.update(
                        "insert into cs_tombstone (erased_index, erasure_id, pending_id) values (?, ?, ?)",
                        index,
                        erasureId,
                        events.add(write, authorization));
            }
        }
    }

    /** How many tombstones of an erasure are not in the log yet. */
    public long waiting(String erasureId) {
        Long count = jdbc.queryForObject(
                "select count(*) from cs_tombstone t join cs_pending p on p.pending_id = t.pending_id"
                        + " where t.erasure_id = ? and p.leaf_index is null",
                Long.class,
                erasureId);
        return count == null ? 0 : count;
    }

    /** Whether a pending row's leaf has a tombstone, or waits for one. */
    boolean covers(long pendingId) {
        Long count = jdbc.queryForObject(
                "select count(*) from cs_pending p join cs_tombstone t on t.erased_index = p.leaf_index"
                        + " where p.pending_id = ?",
                Long.class,
                pendingId);
        return count != null && count > 0;
    }
}
