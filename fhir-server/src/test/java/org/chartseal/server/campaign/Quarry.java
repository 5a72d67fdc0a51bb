package org.chartseal.server.campaign;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import org.chartseal.server.leaks.ByteSearch;
import org.chartseal.server.leaks.DatabaseSearch;
import org.chartseal.server.leaks.Hits;
import org.chartseal.server.leaks.Needles;
import org.chartseal.server.leaks.RecordValues;
import org.chartseal.server.leaks.TypedSearch;
import org.jspecify.annotations.Nullable;

/** One database under one server, and all that the two leave behind. */
final class Quarry implements AutoCloseable {
    private final Path home;
    private final @Nullable EmbeddedPostgres postgres;
    private final Path rawPostgres;

    private Quarry(Path home, boolean onPostgres) throws IOException {
        this.home = home;
        this.rawPostgres = home.resolveSibling(home.getFileName() + "-postgres");
        this.postgres = onPostgres
                ? EmbeddedPostgres.builder()
                        .setDataDirectory(rawPostgres.toFile())
                        .start()
                : null;
    }

    static Quarry h2(Path home) throws IOException {
        return new Quarry(home, false);
    }

    static Quarry postgres(Path home) throws IOException {
        return new Quarry(home, true);
    }

    Path home() {
        return home;
    }

    List<String> settings() {
        return postgres == null
                ? List.of()
                : List.of(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres");
    }

    /**
     * Looks through database, raw files, logs and everything else. The server is stopped.
     *
     * @param until the first day of the server's own times
     */
    Hits search(RecordValues values, Needles needles, BitSet ignored, LocalDate until)
            throws IOException, SQLException {
        Hits hits = new Hits();
        ByteSearch bytes = new ByteSearch(needles, ignored, hits);
        try (Connection connection = connect()) {
            new DatabaseSearch(bytes, new TypedSearch(values, until, hits)).search(connection);
        }
        for (String part : List.of("data", "keys", "secrets", "tmp", "server.log")) {
            bytes.files(home.resolve(part), file -> "file " + home.relativize(file));
        }
        if (postgres != null) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("checkpoint");
            }
            bytes.files(
                    rawPostgres,
                    file -> "raw postgres/" + rawPostgres.relativize(file).getName(0));
        }
        return hits;
    }

    Connection connect() throws SQLException {
        return postgres == null
                ? DriverManager.getConnection(
                        "jdbc:h2:file:" + home.resolve("data/fhir").toAbsolutePath()
                                + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r",
                        "sa",
                        "")
                : postgres.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
