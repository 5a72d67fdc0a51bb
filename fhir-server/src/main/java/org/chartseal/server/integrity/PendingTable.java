package org.chartseal.server.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.server.sealing.BodyRows;
import org.chartseal.server.sealing.RowPasses;
import org.chartseal.server.sealing.RowPasses.Page;
import org.chartseal.server.sealing.SealAgain;
import org.chartseal.server.sealing.SealedTable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of {@code cs_pending}, sealed again each in one transaction with the body of its version: so a row of the log
 * finds its body's slot at all times.
 */
final class PendingTable implements SealedTable {
    private static final String SELECT = "select p.pending_id, p.res_id, p.res_ver, p.w, p.sealed, "
            + BodyRows.columns("v") + " from cs_pending p"
            + " left join HFJ_RES_VER v on v.RES_ID = p.res_id and v.RES_VER = p.res_ver where ";
    private static final String ORDER = " and p.pending_id > ? order by p.pending_id limit ?";
    private static final String UPDATE = "update cs_pending set sealed = ? where pending_id = ? and sealed = ?";

    private final JdbcTemplate jdbc;
    private final RowPasses passes;

    PendingTable(JdbcTemplate jdbc, RowPasses passes) {
        this.jdbc = jdbc;
        this.passes = passes;
    }

    @Override
    public boolean whole() {
        return false;
    }

    @Override
    public void sealAgain(SealAgain again, Pace pace) {
        passes.untilNone(
                again, "p.first_owner", (where, owner, after, most) -> page(again, where, owner, after, most), pace);
    }

    private Page page(SealAgain again, String where, String owner, long after, int most) {
        Page.Builder page = new Page.Builder();
        jdbc.query(
                SELECT + where + ORDER,
                row -> {
                    page.add(row.getLong(1), changes(again, row));
                },
                owner,
                after,
                most);
        return page.build();
    }

    private static List<Change> changes(SealAgain again, ResultSet row) throws SQLException {
        String sealed = row.getString(5);
        if (!again.concerns(sealed)) {
            return List.of();
        }
        long number = row.getLong(1);
        byte[] w = row.getBytes(4);
        byte[] context = w == null ? PendingRows.EVENT : PendingRows.context(row.getLong(2), row.getLong(3), w);
        List<Change> changes = new ArrayList<>();
        changes.add(new Change(UPDATE, List.of(again.again(sealed, context, PendingRows.LEAST), number, sealed)));
        changes.addAll(BodyRows.change(again, row, 6));
        return changes;
    }
}
