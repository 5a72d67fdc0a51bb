package org.chartseal.server.it;

final class DataKeyRotationOnPostgresIT extends DataKeyRotationContract {
    @Override
    TestServer server() {
        return TestServer.postgres();
    }
}
