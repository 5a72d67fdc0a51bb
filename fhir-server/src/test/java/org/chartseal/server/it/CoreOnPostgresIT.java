package org.chartseal.server.it;

/** The same on a real PostgreSQL, with the keys in a database of their own. */
final class CoreOnPostgresIT extends CoreContract {
    @Override
    TestServer server() {
        return TestServer.postgres();
    }
}
