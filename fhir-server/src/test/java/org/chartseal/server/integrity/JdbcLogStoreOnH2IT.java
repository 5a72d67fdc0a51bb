package org.chartseal.server.integrity;

final class JdbcLogStoreOnH2IT extends JdbcLogStoreContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.h2();
    }
}
