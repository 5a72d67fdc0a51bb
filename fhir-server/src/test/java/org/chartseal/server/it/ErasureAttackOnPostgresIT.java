package org.chartseal.server.it;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;

final class ErasureAttackOnPostgresIT extends ErasureAttackContract {
    @AfterAll
    static void stop() {
        TestServer.stop("erasure-postgres");
    }

    @Override
    TestServer server() {
        return TestServer.onPostgres("erasure-postgres", Map.of());
    }
}
