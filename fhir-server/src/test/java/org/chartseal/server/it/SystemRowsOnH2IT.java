package org.chartseal.server.it;

final class SystemRowsOnH2IT extends SystemRowsContract {
    @Override
    TestServer server() {
        return TestServer.h2();
    }
}
