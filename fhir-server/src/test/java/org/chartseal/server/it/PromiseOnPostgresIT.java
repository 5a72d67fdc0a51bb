package org.chartseal.server.it;

final class PromiseOnPostgresIT extends PromiseContract {
    @Override
    TestServer server() {
        return TestServer.postgres();
    }
}
