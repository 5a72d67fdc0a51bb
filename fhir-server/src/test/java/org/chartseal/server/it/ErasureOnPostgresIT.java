package org.chartseal.server.it;

final class ErasureOnPostgresIT extends ErasureContract {
    @Override
    TestServer server() {
        return TestServer.postgres();
    }
}
