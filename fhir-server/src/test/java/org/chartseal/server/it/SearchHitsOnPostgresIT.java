package org.chartseal.server.it;

/** The same on a real PostgreSQL. */
final class SearchHitsOnPostgresIT extends SearchHitsContract {
    @Override
    TestServer server() {
        return TestServer.postgres();
    }
}
