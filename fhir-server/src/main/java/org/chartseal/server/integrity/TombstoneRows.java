package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.PendingEntry;
import org.chartseal.anchoring.log.SequencedLeaf;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Erasures on their way into the log: one row a leaf to be erased, until its tombstone, a leaf of kind 3, is in the tree
 * (integrity log, section 2). Among pending rows a tombstone has a negative id.
 */
public final class TombstoneRows {
    private final JdbcTemplate jdbc;
    private final LogOrigin origin;

    TombstoneRows(JdbcTemplate jdbc, LogOrigin origin) {
        this.jdbc = jdbc;
        this.origin = origin;
    }

    /** Asks for tombstones; for a leaf that has one, or has asked for one, nothing changes. */
    public void request(String erasureId, Collection<Long> leafIndexes) {
        List<Object[]> rows = leafIndexes.stream()
                .map(index -> new Object[] {index, erasureId, index})
                .toList();
        if (!rows.isEmpty()) {
            jdbc.batchUpdate(
                    "insert into cs_pending_erasure (erased_index, erasure_id) select x.i, x.e from"
                            + " (select cast(? as bigint) as i, cast(? as varchar(32)) as e) x"
                            + " where not exists (select 1 from cs_pending_erasure t where t.erased_index = ?)",
                    rows);
        }
    }

    /** How many tombstones of an erasure are not in the log yet. */
    public long waiting(String erasureId) {
        Long count = jdbc.queryForObject(
                "select count(*) from cs_pending_erasure where erasure_id = ? and leaf_index is null",
                Long.class,
                erasureId);
        return count == null ? 0 : count;
    }

    /** Whether a pending row's leaf has a tombstone, or waits for one. */
    boolean covers(long pendingId) {
        Long count = jdbc.queryForObject(
                "select count(*) from cs_pending p join cs_pending_erasure t on t.erased_index = p.leaf_index"
                        + " where p.pending_id = ?",
                Long.class,
                pendingId);
        return count != null && count > 0;
    }

    List<PendingEntry> pending(int limit) {
        return jdbc.query(
                "select t.erased_index, e.requested_ms, e.record from cs_pending_erasure t"
                        + " join cs_erasure e on e.erasure_id = t.erasure_id where t.leaf_index is null"
                        + " order by t.erased_index limit ?",
                (row, i) -> new PendingEntry(
                        idOf(row.getLong(1)),
                        LeafWrite.erasure(
                                origin.name(),
                                row.getLong(2),
                                row.getLong(1),
                                CanonicalResource.contentHash(
                                        row.getString(3).getBytes(StandardCharsets.UTF_8))),
                        null,
                        List.of(),
                        null),
                limit);
    }

    boolean mark(List<SequencedLeaf> leaves) {
        List<Object[]> rows = new ArrayList<>();
        for (SequencedLeaf leaf : leaves) {
            if (isTombstone(leaf)) {
                rows.add(new Object[] {leaf.index(), erasedIndex(leaf)});
            }
        }
        if (rows.isEmpty()) {
            return true;
        }
        for (int count : jdbc.batchUpdate(
                "update cs_pending_erasure set leaf_index = ? where erased_index = ? and leaf_index is null", rows)) {
            if (count == 0) {
                return false;
            }
        }
        return true;
    }

    byte[] authorization(SequencedLeaf leaf) {
        String record = jdbc.queryForObject(
                "select e.record from cs_pending_erasure t join cs_erasure e on e.erasure_id = t.erasure_id"
                        + " where t.erased_index = ?",
                String.class,
                erasedIndex(leaf));
        if (record == null) {
            throw new IllegalStateException("An erasure has lost its authorising record");
        }
        return record.getBytes(StandardCharsets.UTF_8);
    }

    static boolean isTombstone(SequencedLeaf leaf) {
        return leaf.write().kind() == LeafKind.ERASURE;
    }

    private static long idOf(long erasedIndex) {
        return -1 - erasedIndex;
    }

    private static long erasedIndex(SequencedLeaf leaf) {
        return -1 - leaf.pendingId();
    }
}
