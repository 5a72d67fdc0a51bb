package org.chartseal.server.integrity;

import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.LogStore;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts the rows that the signed log says there are. Whoever hides rows until a key is gone, to put them back afterwards,
 * is found by what is missing; this opens none, and so is no audit.
 */
public final class LogRows {
    private final JdbcTemplate jdbc;
    private final LogStore store;
    private final CheckpointVerifier verifier;

    LogRows(JdbcTemplate jdbc, LogStore store, CheckpointVerifier verifier) {
        this.jdbc = jdbc;
        this.store = store;
        this.verifier = verifier;
    }

    /** Whether each leaf has its row, each version's leaf its pending row, and each of those its body or a tombstone. */
    public boolean complete() {
        long size = SignedTree.of(store, verifier).map(SignedTree::size).orElse(0L);
        return count("select count(*) from cs_leaf where leaf_index < ?", size) == size
                && count("select count(*) from cs_leaf l left join cs_pending p on p.pending_id = l.pending_id"
                                + " and p.leaf_index = l.leaf_index"
                                + " where l.leaf_write is null and p.pending_id is null")
                        == 0
                && count("select count(*) from cs_pending p left join HFJ_RES_VER v on v.RES_ID = p.res_id"
                                + " and v.RES_VER = p.res_ver where p.res_id is not null and v.RES_ID is null"
                                + " and not exists (select 1 from cs_tombstone t where t.erased_index = p.leaf_index)")
                        == 0;
    }

    private long count(String sql, Object... arguments) {
        Long count = jdbc.queryForObject(sql, Long.class, arguments);
        return count == null ? -1 : count;
    }
}
