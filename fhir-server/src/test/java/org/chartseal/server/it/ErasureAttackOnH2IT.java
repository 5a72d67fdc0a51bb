package org.chartseal.server.it;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;

final class ErasureAttackOnH2IT extends ErasureAttackContract {
    @AfterAll
    static void stop() {
        TestServer.stop("erasure-h2");
    }

    @Override
    TestServer server() {
        return TestServer.shared("erasure-h2", Map.of());
    }
}
