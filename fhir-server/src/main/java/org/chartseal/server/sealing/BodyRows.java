package org.chartseal.server.sealing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.server.sealing.RowPasses.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The bodies in HFJ_RES_VER, found by nothing but what stands in them: the whole table, of each row no more than the
 * beginning. It takes long, and misses none.
 */
public final class BodyRows implements SealedTable {
    private static final String UPDATE =
            "update HFJ_RES_VER set RES_TEXT_VC = ? where RES_ID = ? and RES_VER = ?" + " and RES_TEXT_VC = ?";
    private static final String COLUMNS =
            "RES_TEXT_VC, PARTITION_ID, RES_TYPE, RES_ID, RES_VER, RES_DELETED_AT," + " RES_PUBLISHED, RES_UPDATED";
    private static final int PAGE = 2_000;

    private final JdbcTemplate jdbc;
    private final RowPasses passes;

    BodyRows(JdbcTemplate jdbc, RowPasses passes) {
        this.jdbc = jdbc;
        this.passes = passes;
    }

    @Override
    public boolean whole() {
        return true;
    }

    @Override
    public void sealAgain(SealAgain again, Pace pace) {
        Pace inPages = new Pace() {
            @Override
            public int chunk() {
                return PAGE;
            }

            @Override
            public void rest(int sealed) {
                pace.rest(sealed);
            }
        };
        passes.untilNone((after, most) -> page(again, after, most), inPages);
    }

    private Page page(SealAgain again, long after, int most) {
        Page.Builder page = new Page.Builder();
        List<Long> suspects = new ArrayList<>();
        jdbc.query(
                "select PID, substring(RES_TEXT_VC from 1 for 28) from HFJ_RES_VER where PID > ? order by PID limit ?",
                row -> {
                    String beginning = row.getString(2);
                    page.add(row.getLong(1), List.of());
                    if (beginning != null && again.mayConcern(beginning)) {
                        suspects.add(row.getLong(1));
                    }
                },
                after,
                most);
        // Counted already: only their changes are added.
        Page.Builder changes = new Page.Builder();
        for (Long pid : suspects) {
            jdbc.query(
                    "select " + COLUMNS + " from HFJ_RES_VER where PID = ?",
                    row -> {
                        changes.add(pid, change(again, row, 1));
                    },
                    pid);
        }
        Page counted = page.build();
        return new Page(counted.rows(), counted.last(), changes.build().changes());
    }

    /**
     * The columns that {@link #change} reads, in its order.
     *
     * @param alias of the table HFJ_RES_VER
     */
    public static String columns(String alias) {
        return alias + "." + COLUMNS.replace(", ", ", " + alias + ".");
    }

    /** What seals the body of one row again: nothing where it is not sealed to a slot that is left, or not there. */
    public static List<Change> change(SealAgain again, ResultSet row, int first) throws SQLException {
        String text = row.getString(first);
        if (text == null || !again.concerns(text)) {
            return List.of();
        }
        RowContext context = new RowContext(
                "HFJ_RES_VER",
                "RES_TEXT_VC",
                integer(row, first + 1),
                row.getString(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                RowContext.millis(row.getTimestamp(first + 5)),
                row.getTimestamp(first + 6).getTime(),
                row.getTimestamp(first + 7).getTime());
        String sealed = again.again(text, context.associatedData(), Padme.LEAST);
        return List.of(new Change(UPDATE, List.of(sealed, context.resourceId(), context.version(), text)));
    }

    private static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
