package org.chartseal.server.indexrotation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chartseal.server.blindindex.IndexGeneration;
import org.chartseal.server.sealing.BackgroundLocks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** HAPI's index tables, by the rows' resources. */
final class IndexRows {
    private static final List<String> TABLES = List.of(
            "HFJ_SPIDX_STRING",
            "HFJ_SPIDX_TOKEN",
            "HFJ_SPIDX_NUMBER",
            "HFJ_SPIDX_QUANTITY",
            "HFJ_SPIDX_QUANTITY_NRML",
            "HFJ_SPIDX_DATE",
            "HFJ_SPIDX_URI",
            "HFJ_SPIDX_COORDS");

    private static final List<String> COMBINATIONS = List.of("HFJ_IDX_CMP_STRING_UNIQ", "HFJ_IDX_CMB_TOK_NU");

    private final JdbcTemplate jdbc;
    private final BackgroundLocks locks;

    IndexRows(JdbcTemplate jdbc, BackgroundLocks locks) {
        this.jdbc = jdbc;
        this.locks = locks;
    }

    private record Parameter(@Nullable Long identity, @Nullable String type, @Nullable String name) {}

    /** Locks the rows of resources, or fails at once where a request has one of them. */
    void lock(List<Long> resources) {
        String all = " in (" + "?, ".repeat(resources.size() - 1) + "?)";
        Object[] ids = resources.toArray();
        locks.removable("HFJ_RES_LINK", "SRC_RESOURCE_ID" + all, ids);
        Stream.concat(TABLES.stream(), COMBINATIONS.stream())
                .forEach(table -> locks.removable(table, "RES_ID" + all, ids));
    }

    /** Removes all rows of a resource that is deleted, and says how many. */
    long removeAll(long resource) {
        return jdbc.update("delete from HFJ_RES_LINK where SRC_RESOURCE_ID = ?", resource)
                + Stream.concat(TABLES.stream(), COMBINATIONS.stream())
                        .mapToLong(table -> jdbc.update("delete from " + table + " where RES_ID = ?", resource))
                        .sum();
    }

    /**
     * Removes the rows of all generations but one, of a range of resources.
     *
     * @param kept the generation that stays, not the first
     * @param after the resource before the range
     * @param last the last of the range
     */
    void removeOthers(IndexGeneration kept, long after, long last) {
        TABLES.forEach(table -> removeOthers(table, kept, after, last));
        String texts = kept.textPrefix();
        if (texts != null) {
            remove(
                    "HFJ_RES_LINK",
                    "SRC_RESOURCE_ID > ? and SRC_RESOURCE_ID <= ? and TARGET_RESOURCE_URL is not null and"
                            + " TARGET_RESOURCE_URL not like ?",
                    after,
                    last,
                    texts + "%");
            remove(
                    "HFJ_IDX_CMP_STRING_UNIQ",
                    "RES_ID > ? and RES_ID <= ? and IDX_STRING not like ?",
                    after,
                    last,
                    texts + "%");
        }
        remove(
                "HFJ_IDX_CMB_TOK_NU",
                "RES_ID > ? and RES_ID <= ? and (IDX_STRING is null or IDX_STRING <> ?)",
                after,
                last,
                kept.number() + ".");
    }

    private void remove(String table, String condition, Object... arguments) {
        locks.removable(table, condition, arguments);
        jdbc.update("delete from " + table + " where " + condition, arguments);
    }

    private void removeOthers(String table, IndexGeneration kept, long after, long last) {
        List<Parameter> found = jdbc.query(
                "select distinct HASH_IDENTITY, RES_TYPE, SP_NAME from " + table + " where RES_ID > ? and RES_ID <= ?",
                (row, i) -> new Parameter(row.getObject(1, Long.class), row.getString(2), row.getString(3)),
                after,
                last);
        List<Object> arguments = new ArrayList<>(List.of(after, last));
        found.stream()
                .filter(each -> each.identity != null && each.identity != kept.identity(each.type, each.name))
                .forEach(each -> arguments.add(each.identity));
        int others = arguments.size() - 2;
        if (others > 0) {
            remove(
                    table,
                    "RES_ID > ? and RES_ID <= ? and HASH_IDENTITY in (" + "?, ".repeat(others - 1) + "?)",
                    arguments.toArray());
        }
    }

    /** Removes the values of all generations but one, and what HAPI notes of their parameters. */
    void removeOtherValues(IndexGeneration kept) {
        List<Object[]> others = jdbc
                .query(
                        "select HASH_IDENTITY, RES_TYPE, SP_NAME from HFJ_SPIDX_IDENTITY",
                        (row, i) -> new Parameter(row.getLong(1), row.getString(2), row.getString(3)))
                .stream()
                .filter(each -> each.identity != null && each.identity != kept.identity(each.type, each.name))
                .map(each -> new Object[] {each.identity})
                .toList();
        jdbc.batchUpdate("delete from HFJ_SPIDX_IDENTITY where HASH_IDENTITY = ?", others);
        int removed;
        do {
            removed = jdbc.update(
                    "delete from cs_index_values where batch_no in (select batch_no from cs_index_values where"
                            + " generation <> ? order by batch_no fetch first 1000 rows only)",
                    kept.number());
        } while (removed > 0);
    }
}
