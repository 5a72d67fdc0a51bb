package org.chartseal.server.campaign;

import java.sql.SQLException;
import java.util.List;

/** Tables as they were before somebody wrote to them, to be put back under the running server. */
final class SavedTables {
    private final TamperedServer server;
    private final List<String> tables;

    SavedTables(TamperedServer server, List<String> tables) throws SQLException {
        this.server = server;
        this.tables = tables;
        for (String table : tables) {
            server.sql("create table saved_" + table + " as table " + table);
        }
    }

    void putBack() throws SQLException {
        for (String table : tables) {
            // A column that is made of others takes no value.
            String columns = String.join(
                    ", ",
                    server.column("select column_name from information_schema.columns where table_name = '" + table
                            + "' and is_generated = 'NEVER' order by ordinal_position"));
            server.sql(
                    "delete from " + table,
                    "insert into " + table + " (" + columns + ") select " + columns + " from saved_" + table,
                    "drop table saved_" + table);
        }
    }
}
