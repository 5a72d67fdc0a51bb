package org.chartseal.server.it;

import java.util.Map;

final class SearchHitsOnH2IT extends SearchHitsContract {
    @Override
    TestServer server() {
        return TestServer.shared("tampered", Map.of());
    }
}
