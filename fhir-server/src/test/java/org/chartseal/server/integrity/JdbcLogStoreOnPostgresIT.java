package org.chartseal.server.integrity;

final class JdbcLogStoreOnPostgresIT extends JdbcLogStoreContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.postgres();
    }
}
