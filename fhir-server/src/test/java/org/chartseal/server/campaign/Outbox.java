package org.chartseal.server.campaign;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows by which a server knows its anchors, taken out of its database at rest, and put into another state of it. */
final class Outbox {
    private static final List<String> TABLES = List.of("cs_anchor", "cs_anchor_attempt");

    private final Map<String, List<List<Object>>> rows = new LinkedHashMap<>();

    private Outbox() {}

    static Outbox read(Path data) throws SQLException {
        Outbox outbox = new Outbox();
        try (Connection connection = open(data);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                List<List<Object>> all = new ArrayList<>();
                try (ResultSet found = statement.executeQuery("select * from " + table)) {
                    int columns = found.getMetaData().getColumnCount();
                    while (found.next()) {
                        List<Object> row = new ArrayList<>();
                        for (int i = 1; i <= columns; i++) {
                            row.add(found.getObject(i));
                        }
                        all.add(row);
                    }
                }
                outbox.rows.put(table, all);
            }
        }
        return outbox;
    }

    /** In the place of the rows that are there. */
    void write(Path data) throws SQLException {
        try (Connection connection = open(data);
                Statement statement = connection.createStatement()) {
            statement.execute("set referential_integrity false");
            for (String table : TABLES) {
                statement.execute("delete from " + table);
                for (List<Object> row : rows.getOrDefault(table, List.of())) {
                    try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " values ("
                            + String.join(", ", Collections.nCopies(row.size(), "?")) + ")")) {
                        for (int i = 0; i < row.size(); i++) {
                            insert.setObject(i + 1, row.get(i));
                        }
                        insert.executeUpdate();
                    }
                }
            }
        }
    }

    private static Connection open(Path data) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + data.resolve("fhir").toAbsolutePath() + ";IFEXISTS=TRUE", "sa", "");
    }
}
