package org.chartseal.server.sealing;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The locks of work that no request waits for. Of two transactions that wait for each other the database fails one, and it
 * must not be a request: so such work never waits long while it holds what a request may need.
 */
public final class BackgroundLocks {
    private static final long LONGEST_WAIT_MS = 100;
    private static final int MOST_TRIES = 300;

    /** PostgreSQL's lock_not_available, deadlock_detected and serialization_failure, and H2's lock timeout. */
    private static final Set<String> LOST = Set.of("55P03", "40P01", "40001", "HYT00");

    private final JdbcTemplate jdbc;
    private final boolean postgres;

    /** @param jdbc the clinical database, taking part in the current transaction */
    public BackgroundLocks(JdbcTemplate jdbc, boolean postgres) {
        this.jdbc = jdbc;
        this.postgres = postgres;
    }

    /**
     * From here to its end the current transaction fails rather than wait longer than 100 ms for a lock: well before
     * PostgreSQL looks for a deadlock (a second, by default), and fails whoever it likes. H2 has no such bound for a
     * transaction: there, lock all there is by {@link #removable} before.
     */
    public void giveWay() {
        if (postgres) {
            jdbc.execute("set local lock_timeout = " + LONGEST_WAIT_MS);
        }
    }

    /**
     * Locks rows, or fails at once where somebody else has one of them.
     *
     * @param table and condition as they will stand in the statement that removes them
     */
    public void removable(String table, String condition, Object... arguments) {
        jdbc.query("select 1 from " + table + " where " + condition + " for update nowait", row -> {}, arguments);
    }

    /**
     * Does work in transactions of its own that give way, until one was not kept from what it needs.
     *
     * @param transactions on the clinical database
     * @param work to be begun anew each time
     * @throws RuntimeException what the work throws, or after a minute of tries the last one's failure
     */
    public void untilFree(TransactionTemplate transactions, Runnable work) {
        for (int tried = 1; ; tried++) {
            try {
                transactions.executeWithoutResult(status -> {
                    giveWay();
                    work.run();
                });
                return;
            } catch (RuntimeException failure) {
                if (tried == MOST_TRIES || !lost(failure)) {
                    throw failure;
                }
                rest(failure);
            }
        }
    }

    private static void rest(RuntimeException failure) {
        try {
            Thread.sleep(LONGEST_WAIT_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** Whether work failed only since somebody else had a lock, so that it is to be done again a little later. */
    public static boolean lost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && LOST.contains(String.valueOf(refused.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
