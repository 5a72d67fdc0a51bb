package org.chartseal.server.it;

final class ScrubOnPostgresIT extends ScrubContract {
    @Override
    TestServer server() {
        return TestServer.onPostgres("scrubbed-postgres", QUICK);
    }

    @Override
    boolean withCorpus() {
        return false;
    }
}
