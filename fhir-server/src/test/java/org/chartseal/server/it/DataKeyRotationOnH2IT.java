package org.chartseal.server.it;

final class DataKeyRotationOnH2IT extends DataKeyRotationContract {
    @Override
    TestServer server() {
        return TestServer.h2();
    }
}
