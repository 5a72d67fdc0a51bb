package org.chartseal.server.integrity;

import java.util.List;
import org.chartseal.server.sealing.RowPasses;
import org.chartseal.server.sealing.RowPasses.Page;
import org.chartseal.server.sealing.SealAgain;
import org.chartseal.server.sealing.SealedTable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The subject links of leaves. The leaves themselves stay what they are. */
final class SubjectLinkTable implements SealedTable {
    private static final String UPDATE =
            "update cs_leaf set subject_links = ? where leaf_index = ? and subject_links = ?";

    private final JdbcTemplate jdbc;
    private final RowPasses passes;

    SubjectLinkTable(JdbcTemplate jdbc, RowPasses passes) {
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
                again, "first_owner", (where, owner, after, most) -> page(again, where, owner, after, most), pace);
    }

    private Page page(SealAgain again, String where, String owner, long after, int most) {
        Page.Builder page = new Page.Builder();
        jdbc.query(
                "select leaf_index, subject_links from cs_leaf where " + where
                        + " and leaf_index > ? order by leaf_index limit ?",
                row -> {
                    page.add(row.getLong(1), changes(again, row.getLong(1), row.getString(2)));
                },
                owner,
                after,
                most);
        return page.build();
    }

    private static List<Change> changes(SealAgain again, long leafIndex, String sealed) {
        return again.concerns(sealed)
                ? List.of(new Change(
                        UPDATE,
                        List.of(
                                again.again(sealed, SubjectLinkSeal.context(leafIndex), SubjectLinkSeal.LEAST),
                                leafIndex,
                                sealed)))
                : List.of();
    }
}
