package org.chartseal.server.integrity;

final class JdbcAnchorOutboxOnPostgresIT extends JdbcAnchorOutboxContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.postgres();
    }
}
