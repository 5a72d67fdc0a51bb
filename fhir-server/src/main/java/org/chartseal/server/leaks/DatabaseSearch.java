package org.chartseal.server.leaks;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads every row of every table once, as whoever has stolen a dump does. */
public final class DatabaseSearch {
    private final ByteSearch bytes;
    private final TypedSearch typed;

    /** Looks for texts by one search and for numbers, days and short texts by the other. */
    public DatabaseSearch(ByteSearch bytes, TypedSearch typed) {
        this.bytes = bytes;
        this.typed = typed;
    }

    /**
     * Searches all tables that this connection's user sees.
     *
     * @return rows read, by table
     */
    public Map<String, Long> search(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : tables(connection)) {
            rows.put(table, search(connection, table));
        }
        return rows;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet found = metadata.getTables(connection.getCatalog(), null, "%", null)) {
            while (found.next()) {
                String schema = found.getString("TABLE_SCHEM");
                String type = String.valueOf(found.getString("TABLE_TYPE"));
                if (type.endsWith("TABLE")
                        && !type.startsWith("SYSTEM")
                        && !schema.equalsIgnoreCase("information_schema")
                        && !schema.equalsIgnoreCase("pg_catalog")) {
                    tables.add("\"" + schema + "\".\"" + found.getString("TABLE_NAME") + "\"");
                }
            }
        }
        return tables;
    }

    private long search(Connection connection, String table) throws SQLException {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(500);
            try (ResultSet row = statement.executeQuery("select * from " + table)) {
                ResultSetMetaData columns = row.getMetaData();
                String[] places = new String[columns.getColumnCount() + 1];
                for (int i = 1; i < places.length; i++) {
                    places[i] = (table.replaceAll(".*\\.", "").replace("\"", "") + "." + columns.getColumnName(i))
                            .toLowerCase(Locale.ROOT);
                }
                while (row.next()) {
                    rows++;
                    for (int i = 1; i < places.length; i++) {
                        cell(places[i], row, i);
                    }
                }
            }
        }
        typed.endOfTable();
        return rows;
    }

    private void cell(String place, ResultSet row, int index) throws SQLException {
        Object value = row.getObject(index);
        if (value instanceof byte[] stored) {
            bytes.bytes(place, stored);
        } else if (value instanceof java.sql.Blob blob) {
            bytes.bytes(place, blob.getBytes(1, Math.toIntExact(blob.length())));
        } else if (value instanceof java.sql.Clob || value instanceof String) {
            String text = row.getString(index);
            bytes.text(place, text);
            typed.text(place, text);
        } else if (value != null) {
            typed.value(place, value);
        }
    }
}
