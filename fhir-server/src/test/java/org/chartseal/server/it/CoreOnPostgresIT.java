package org.chartseal.server.it;

import java.util.Map;
import org.chartseal.server.TestPostgres;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real PostgreSQL, with the keys in a database of their own. */
final class CoreOnPostgresIT extends CoreContract {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = postgres();
    }

    static TestServer postgres() {
        return TestServer.shared(
                "postgres",
                Map.of(
                        "spring.datasource.url",
                        TestPostgres.newDatabase(),
                        "spring.datasource.username",
                        "postgres",
                        "chartseal.keys.store-url",
                        TestPostgres.newDatabase(),
                        "chartseal.keys.store-username",
                        "postgres"));
    }

    @Override
    TestServer server() {
        return server;
    }
}
