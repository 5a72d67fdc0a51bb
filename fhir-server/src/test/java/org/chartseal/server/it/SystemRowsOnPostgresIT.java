package org.chartseal.server.it;

final class SystemRowsOnPostgresIT extends SystemRowsContract {
    @Override
    TestServer server() {
        return TestServer.postgres();
    }
}
