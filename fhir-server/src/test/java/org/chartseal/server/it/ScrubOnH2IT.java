package org.chartseal.server.it;

final class ScrubOnH2IT extends ScrubContract {
    @Override
    TestServer server() {
        return TestServer.shared("scrubbed", QUICK);
    }

    @Override
    boolean withCorpus() {
        return true;
    }
}
