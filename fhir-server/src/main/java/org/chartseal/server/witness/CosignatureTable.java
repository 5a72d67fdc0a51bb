package org.chartseal.server.witness;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Signature lines of witnesses, by tree and member. Public, as checkpoints are: they name a log, a size and a root. */
final class CosignatureTable {
    private final JdbcTemplate jdbc;

    CosignatureTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a line, the last one of each member. */
    void keep(long treeSize, String member, String line, Instant now) {
        Object[] values = {line, Timestamp.from(now), treeSize, member};
        String update = "update cs_cosignature set line = ?, received = ? where tree_size = ? and member = ?";
        if (jdbc.update(update, values) == 0) {
            try {
                jdbc.update(
                        "insert into cs_cosignature (line, received, tree_size, member) values (?, ?, ?, ?)", values);
            } catch (DuplicateKeyException meanwhile) {
                jdbc.update(update, values);
            }
        }
    }

    /** The lines below the checkpoint of so many leaves, by member. */
    Map<String, String> lines(long treeSize) {
        Map<String, String> lines = new LinkedHashMap<>();
        jdbc.query(
                "select member, line from cs_cosignature where tree_size = ? order by member",
                row -> {
                    lines.put(row.getString(1), row.getString(2));
                },
                treeSize);
        return lines;
    }
}
