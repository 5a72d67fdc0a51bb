package org.chartseal.server.integrity;

final class JdbcAnchorOutboxOnH2IT extends JdbcAnchorOutboxContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.h2();
    }
}
