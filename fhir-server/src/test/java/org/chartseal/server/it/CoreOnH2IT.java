package org.chartseal.server.it;

final class CoreOnH2IT extends CoreContract {
    @Override
    TestServer server() {
        return TestServer.h2();
    }
}
