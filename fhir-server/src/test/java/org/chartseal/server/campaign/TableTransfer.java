package org.chartseal.server.campaign;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Puts tables of one database in the place of another's, and leaves the others. */
final class TableTransfer {
    private TableTransfer() {}

    /** Copies the chosen tables of a kept state over the server's. */
    static void copy(TamperedServer server, String kept, Predicate<String> chosen) throws SQLException, IOException {
        List<String> tables =
                server.column("select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE' order by table_name");
        try (Connection from = server.connect(kept);
                Connection to = server.connect("chartseal");
                Statement statement = to.createStatement()) {
            statement.execute("set session_replication_role = replica");
            CopyManager out = new CopyManager(from.unwrap(BaseConnection.class));
            CopyManager in = new CopyManager(to.unwrap(BaseConnection.class));
            for (String table : tables) {
                if (chosen.test(table)) {
                    String columns = String.join(
                            ", ",
                            server.column("select column_name from information_schema.columns where table_name = '"
                                    + table + "' and is_generated = 'NEVER' order by ordinal_position"));
                    ByteArrayOutputStream rows = new ByteArrayOutputStream();
                    out.copyOut("copy " + table + " (" + columns + ") to stdout", rows);
                    statement.execute("delete from " + table);
                    in.copyIn(
                            "copy " + table + " (" + columns + ") from stdin",
                            new ByteArrayInputStream(rows.toByteArray()));
                }
            }
        }
    }
}
