package org.chartseal.server.keys;

import javax.sql.DataSource;
import org.chartseal.server.TestPostgres;
import org.postgresql.ds.PGSimpleDataSource;

final class KeyStoreOnPostgresIT extends KeyStoreContract {
    @Override
    DataSource newDatabase() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(TestPostgres.newDatabase());
        dataSource.setUser("postgres");
        return dataSource;
    }

    @Override
    String bytesType() {
        return "bytea";
    }
}
