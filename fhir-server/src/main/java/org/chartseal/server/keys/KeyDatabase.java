package org.chartseal.server.keys;

import com.zaxxer.hikari.HikariDataSource;

/**
 * The database of wrapped keys. A type of its own, so that nothing wired to "the data source" can reach it by mistake.
 *
 * @param dataSource its connections
 */
record KeyDatabase(HikariDataSource dataSource) implements AutoCloseable {
    @Override
    public void close() {
        dataSource.close();
    }
}
