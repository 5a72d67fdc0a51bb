package org.chartseal.server.integrity;

import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.chain.AnchorOutboxContract;
import org.junit.jupiter.api.AfterEach;

/** The outbox of the server on one kind of database. */
abstract class JdbcAnchorOutboxContract implements AnchorOutboxContract {
    private ClinicalDatabase database;

    abstract ClinicalDatabase newDatabase();

    @Override
    public AnchorOutbox empty() {
        database = newDatabase();
        return outbox();
    }

    @Override
    public AnchorOutbox reopened(AnchorOutbox outbox) {
        return outbox();
    }

    private AnchorOutbox outbox() {
        return new JdbcAnchorOutbox(database.jdbc(), database.transactions());
    }

    @AfterEach
    void close() {
        database.close();
    }
}
