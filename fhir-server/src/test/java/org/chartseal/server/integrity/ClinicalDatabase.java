package org.chartseal.server.integrity;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.server.TestPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** ChartSeal's own tables, empty, in a new database. */
public final class ClinicalDatabase implements AutoCloseable {
    private final HikariDataSource dataSource = new HikariDataSource();
    private final boolean postgres;

    private ClinicalDatabase(String url, String user, boolean postgres) {
        this.postgres = postgres;
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(user);
        dataSource.setMaximumPoolSize(6);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/chartseal")
                .placeholders(
                        postgres
                                ? Map.of("bytes", "bytea", "stored", " stored")
                                : Map.of("bytes", "varbinary(65536)", "stored", ""))
                .load()
                .migrate();
    }

    public static ClinicalDatabase h2() {
        return new ClinicalDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", false);
    }

    /** In a file, as durable as the server's own. */
    static ClinicalDatabase h2(Path file) {
        return new ClinicalDatabase(
                "jdbc:h2:file:" + file.toAbsolutePath() + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE",
                "sa",
                false);
    }

    DataSource dataSource() {
        return dataSource;
    }

    public static ClinicalDatabase postgres() {
        return new ClinicalDatabase(TestPostgres.newDatabase(), "postgres", true);
    }

    boolean isPostgres() {
        return postgres;
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(dataSource);
    }

    /** The server's outbox in it. */
    public AnchorOutbox outbox() {
        return new JdbcAnchorOutbox(jdbc(), transactions());
    }

    TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Override
    public void close() {
        if (!postgres) {
            jdbc().execute("shutdown");
        }
        dataSource.close();
    }
}
