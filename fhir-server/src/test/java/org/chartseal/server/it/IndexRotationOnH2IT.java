package org.chartseal.server.it;

import java.util.Map;

final class IndexRotationOnH2IT extends IndexRotationContract {
    private static final Map<String, String> QUICK = Map.of(
            "chartseal.index-rotation.grace", "2s",
            "chartseal.index-rotation.chunk", "5",
            "chartseal.index-rotation.pause", "300ms",
            "chartseal.erasure.index-rotation-within", "3s");

    @Override
    TestServer server() {
        return TestServer.shared("rotated-index", QUICK);
    }
}
