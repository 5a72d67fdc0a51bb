package org.chartseal.server.keys;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tells when all transactions have ended that were under way at a time, on every node. PostgreSQL says it of all sessions; a
 * H2 file has one process, which keeps count of its own.
 */
public final class OpenTransactions {
    private static final String OTHERS =
            " where datname = current_database() and pid <> pg_backend_pid()" + " and backend_type = 'client backend'";

    private final JdbcTemplate jdbc;
    private final boolean postgres;
    private final SlotViews views;

    /** Transactions on the database of these subjects. */
    public OpenTransactions(JdbcTemplate jdbc, boolean postgres, SubjectSlots subjects) {
        this.jdbc = jdbc;
        this.postgres = postgres;
        this.views = subjects.views();
    }

    /** A time, and what was under way then. */
    public static final class Mark {
        private final Set<Object> here;
        private final @Nullable Timestamp time;

        private Mark(Set<Object> here, @Nullable Timestamp time) {
            this.here = here;
            this.time = time;
        }
    }

    /**
     * Marks what is under way now. Call it outside of a transaction.
     *
     * @throws IllegalStateException if the database does not keep track of its transactions
     */
    public Mark now() {
        if (!postgres) {
            return new Mark(views.underWay(), null);
        }
        if (!"on".equals(jdbc.queryForObject("select current_setting('track_activities')", String.class))) {
            throw new IllegalStateException("Expected PostgreSQL's track_activities to be on, found it off");
        }
        return new Mark(
                views.underWay(), jdbc.queryForObject("select clock_timestamp()::timestamptz", Timestamp.class));
    }

    /** How long the oldest transaction has been under way, zero if there is none. Call it outside of a transaction. */
    public Duration oldest() {
        if (!postgres) {
            return views.oldest();
        }
        Long millis = jdbc.queryForObject(
                "select coalesce(ceil(extract(epoch from max(clock_timestamp() - xact_start)) * 1000), 0)::bigint"
                        + " from pg_stat_activity" + OTHERS,
                Long.class);
        return millis == null
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(millis, views.oldest().toMillis()));
    }

    /** Whether all of it has ended. */
    public boolean ended(Mark mark) {
        if (!Collections.disjoint(views.underWay(), mark.here)) {
            return false;
        }
        if (mark.time == null) {
            return true;
        }
        // Also those that have only read so far: what they read decides to which slot they will seal.
        Integer left = jdbc.queryForObject(
                "select count(*) from pg_stat_activity" + OTHERS + " and xact_start <= ?", Integer.class, mark.time);
        return left != null && left == 0;
    }
}
