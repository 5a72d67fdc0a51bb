package org.chartseal.server.campaign;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * A server on PostgreSQL whose state at rest, database and files, can be kept under a name and put back: each tampering
 * starts from the same honest data.
 */
final class TamperedServer implements AutoCloseable {
    private static final String DATABASE = "chartseal";
    private static final List<String> FILES = List.of("data", "keys", "secrets");

    private final EmbeddedPostgres postgres;
    private final Path home;
    private final Path settings;
    final ServerProcess process;

    TamperedServer(Path jar, Path home) throws IOException, InterruptedException, SQLException {
        this.home = home;
        this.settings = home.resolve("round.properties");
        this.postgres = EmbeddedPostgres.builder().start();
        run("postgres", List.of("create database " + DATABASE));
        this.process = new ServerProcess(
                jar,
                home,
                List.of(
                        "--spring.config.additional-location=optional:file:" + settings.toAbsolutePath(),
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", DATABASE),
                        "--spring.datasource.username=postgres"));
    }

    /** Starts it with these settings, and waits until it answers. */
    void start(Map<String, String> properties) throws IOException, InterruptedException {
        Files.writeString(
                settings,
                new TreeMap<>(properties)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                                .collect(Collectors.joining()));
        process.launch();
        process.awaitReady();
    }

    void stop() throws InterruptedException {
        process.stop();
    }

    /** Where the files of a kept state are. */
    Path kept(String name) {
        return home.resolve("kept-" + name);
    }

    /** Keeps everything at rest. */
    void keep(String name) throws IOException, SQLException {
        run(
                "postgres",
                List.of("drop database if exists " + name, "create database " + name + " template " + DATABASE));
        for (String part : FILES) {
            FileSystemUtils.copyRecursively(home.resolve(part), kept(name).resolve(part));
        }
    }

    /** Puts back the database of a kept state. */
    void restoreDatabase(String name) throws SQLException {
        run(
                "postgres",
                List.of(
                        "drop database " + DATABASE + " with (force)",
                        "create database " + DATABASE + " template " + name));
    }

    /** Puts back everything. */
    void restore(String name) throws IOException, SQLException {
        restoreDatabase(name);
        for (String part : FILES) {
            FileSystemUtils.deleteRecursively(home.resolve(part));
            FileSystemUtils.copyRecursively(kept(name).resolve(part), home.resolve(part));
        }
    }

    Connection connect(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    /** Runs statements as somebody does who owns the database: no foreign key is in the way. Returns the rows changed. */
    int sql(String... statements) throws SQLException {
        return run(DATABASE, List.of(statements));
    }

    private int run(String database, List<String> statements) throws SQLException {
        int rows = 0;
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (String sql : statements) {
                rows += Math.max(0, statement.executeUpdate(sql));
            }
        }
        return rows;
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    /** The first column of the first row. */
    String text(String sql) throws SQLException {
        List<String> column = column(sql);
        if (column.isEmpty()) {
            throw new SQLException("Expected a row, found none: " + sql);
        }
        return column.get(0);
    }

    /** The first column of all rows. */
    List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        process.close();
        postgres.close();
    }
}
