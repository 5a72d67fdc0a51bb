package org.chartseal.server.it;

final class ErasureOnH2IT extends ErasureContract {
    @Override
    TestServer server() {
        return TestServer.h2();
    }
}
