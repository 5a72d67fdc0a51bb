package org.chartseal.server.integrity;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.server.keys.NoOwnerKeyException;
import org.chartseal.server.sealing.SealBrokenException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Names the heads of a log that is older than maps, once a start: whose keys are gone is called by its row, so that it is
 * in the maps, where nobody can ask for it by a reference.
 */
final class UnnamedHeads implements LogChore {
    private static final int PAGE = 1000;

    private final JdbcTemplate jdbc;
    private final LogKeys keys;
    private final HeadNameSeal seal;
    private final PendingRows pendingRows;
    private final SubjectLinkSeal links;
    private boolean done;

    UnnamedHeads(JdbcTemplate jdbc, LogKeys keys, PendingRows pendingRows, SubjectLinkSeal links) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.seal = keys.headNames();
        this.pendingRows = pendingRows;
        this.links = links;
    }

    @Override
    public void run(LogHead head, BooleanSupplier mine) {
        if (done) {
            return;
        }
        if (any()) {
            for (long from = 0; from < head.size(); from += PAGE) {
                if (!mine.getAsBoolean()) {
                    return;
                }
                page(from);
            }
            nameless("cs_resource_head");
            nameless("cs_subject_head");
        }
        done = !any();
    }

    private boolean any() {
        Long count = jdbc.queryForObject(
                "select (select count(*) from cs_resource_head where map_name is null)"
                        + " + (select count(*) from cs_subject_head where map_name is null)",
                Long.class);
        return count == null || count > 0;
    }

    private record Leaf(long index, long resourceId, long version, byte[] w, String sealed, @Nullable String links) {}

    private void page(long from) {
        jdbc.query(
                        "select l.leaf_index, p.res_id, p.res_ver, p.w, p.sealed, l.subject_links from cs_leaf l"
                                + " join cs_pending p on p.pending_id = l.pending_id"
                                + " where l.leaf_index >= ? and l.leaf_index < ? and p.w is not null",
                        (row, i) -> new Leaf(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getBytes(4),
                                row.getString(5),
                                row.getString(6)),
                        from,
                        from + PAGE)
                .forEach(leaf -> {
                    resource(leaf).ifPresent(reference -> name("cs_resource_head", ResourceNames.PURPOSE, reference));
                    subjects(leaf);
                });
    }

    private Optional<String> resource(Leaf leaf) {
        try {
            return Optional.of(pendingRows
                    .open(leaf.sealed(), leaf.resourceId(), leaf.version(), leaf.w())
                    .write()
                    .resource());
        } catch (SealBrokenException | NoOwnerKeyException closed) {
            return Optional.empty();
        }
    }

    private void subjects(Leaf leaf) {
        try {
            for (SubjectLink link : links.open(leaf.index(), leaf.links())) {
                name("cs_subject_head", JdbcLogStore.SUBJECT, link.subject());
            }
        } catch (SealBrokenException | NoOwnerKeyException closed) {
            // Another leaf may tell; if none does, it is called by its row.
            return;
        }
    }

    private void name(String table, String purpose, String reference) {
        byte[] row = keys.name(purpose, reference);
        jdbc.update(
                "update " + table + " set map_name = ? where name = ? and map_name is null",
                seal.seal(row, reference),
                row);
    }

    private void nameless(String table) {
        jdbc.queryForList("select name from " + table + " where map_name is null", byte[].class)
                .forEach(row -> jdbc.update(
                        "update " + table + " set map_name = ? where name = ?",
                        seal.seal(row, HexFormat.of().formatHex(row)),
                        row));
    }
}
