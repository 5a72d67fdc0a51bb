package org.chartseal.server.it;

import java.util.Map;

final class PromiseOnH2IT extends PromiseContract {
    @Override
    TestServer server() {
        return TestServer.shared("patient-proofs", Map.of("chartseal.log.snapshot.interval", "500ms"));
    }
}
