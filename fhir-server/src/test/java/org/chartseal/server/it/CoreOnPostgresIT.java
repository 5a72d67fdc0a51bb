package org.chartseal.server.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real PostgreSQL, with the keys in a database of their own. */
final class CoreOnPostgresIT extends CoreContract {
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        server = TestServer.shared(
                "postgres",
                Map.of(
                        "spring.datasource.url",
                        postgres.getJdbcUrl("postgres", "postgres"),
                        "spring.datasource.username",
                        "postgres",
                        "chartseal.keys.store-url",
                        postgres.getJdbcUrl("postgres", "template1"),
                        "chartseal.keys.store-username",
                        "postgres"));
    }

    @Override
    TestServer server() {
        return server;
    }
}
