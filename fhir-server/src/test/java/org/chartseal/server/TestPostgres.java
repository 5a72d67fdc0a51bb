package org.chartseal.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** One real PostgreSQL for all tests of this process, started at first use; its user is {@code postgres}. */
public final class TestPostgres {
    private TestPostgres() {}

    private static final class Running {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** The JDBC address of a database that holds nothing and is nobody else's. */
    public static String newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        new JdbcTemplate(Running.POSTGRES.getPostgresDatabase()).execute("create database " + name);
        return Running.POSTGRES.getJdbcUrl("postgres", name);
    }
}
