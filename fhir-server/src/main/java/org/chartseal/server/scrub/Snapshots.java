package org.chartseal.server.scrub;

import java.sql.Connection;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that see all tables as they were at one time, change nothing, and hold no lock. HAPI's transactions cannot be
 * told their isolation when they begin, so their connection is; the pool puts that back.
 */
final class Snapshots {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final int isolation;

    Snapshots(JdbcTemplate jdbc, PlatformTransactionManager transactions, boolean postgres) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        // Nothing that was read is flushed, whoever changes an entity.
        this.transactions.setReadOnly(true);
        // H2 keeps one state of each table at the one level, and of all tables at the other.
        this.isolation = postgres ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_SERIALIZABLE;
    }

    /** Reads, in a transaction of its own that is rolled back. */
    <T> T read(Supplier<T> reader) {
        return Objects.requireNonNull(transactions.execute(status -> {
            status.setRollbackOnly();
            jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
                connection.setTransactionIsolation(isolation);
                connection.setReadOnly(true);
                return null;
            });
            return reader.get();
        }));
    }
}
