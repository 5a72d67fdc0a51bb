package org.chartseal.server.sealing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.server.sealing.SealedTable.Change;
import org.chartseal.server.sealing.SealedTable.Pace;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Goes through rows in the order of their numbers, again and again until a pass finds nothing to change. */
public final class RowPasses {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final BackgroundLocks locks;

    /** @param transactions on the database of {@code jdbc} */
    public RowPasses(JdbcTemplate jdbc, TransactionTemplate transactions, BackgroundLocks locks) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.locks = locks;
    }

    /**
     * Some rows.
     *
     * @param rows how many there were
     * @param last the greatest number among them
     * @param changes what makes each of those that have to change what it should be, one list a row
     */
    public record Page(int rows, long last, List<List<Change>> changes) {
        /** Collects a page. */
        public static final class Builder {
            private final List<List<Change>> changes = new ArrayList<>();
            private int rows;
            private long last;

            /** Adds a row that has this number; none of the changes where it is what it should be. */
            public void add(long number, List<Change> change) {
                rows++;
                last = Math.max(last, number);
                if (!change.isEmpty()) {
                    changes.add(change);
                }
            }

            /** The page. */
            public Page build() {
                return new Page(rows, last, changes);
            }
        }
    }

    /** Reads rows. */
    public interface Pages {
        /** The next rows after a number, ascending; fewer than were asked for where there are no more. */
        Page after(long number, int most);
    }

    /** Passes until one finds nothing. What another transaction changed meanwhile is met again by the next pass. */
    public void untilNone(Pages pages, Pace pace) {
        boolean any = true;
        while (any) {
            any = false;
            long number = Long.MIN_VALUE;
            Page page;
            do {
                page = pages.after(number, pace.chunk());
                number = page.last();
                if (!page.changes().isEmpty()) {
                    any = true;
                    apply(page.changes());
                    pace.rest(page.changes().size());
                } else if (page.rows() == pace.chunk()) {
                    pace.rest(0);
                }
            } while (page.rows() == pace.chunk());
        }
    }

    /** Reads rows of one owner, or of several. */
    public interface OwnersPages {
        /** The next rows after a number that fit a condition with one parameter, as {@link Pages#after}. */
        Page after(String condition, String owner, long number, int most);
    }

    /**
     * Passes over the rows of each slot that is left, and over those of several owners, until one pass finds nothing.
     *
     * @param firstOwner column with the beginning of the sealed value
     */
    public void untilNone(SealAgain again, String firstOwner, OwnersPages pages, Pace pace) {
        for (String beginning : again.beginnings()) {
            untilNone((after, most) -> pages.after(firstOwner + " = ?", beginning, after, most), pace);
        }
        untilNone((after, most) -> pages.after(firstOwner + " not like ?", Envelope.SINGLE + "%", after, most), pace);
    }

    private void apply(List<List<Change>> rows) {
        // One table after the other, each in the order of its rows: the order in which others lock them too.
        Map<String, List<Object[]>> batches = new LinkedHashMap<>();
        rows.forEach(
                changes -> changes.forEach(change -> batches.computeIfAbsent(change.sql(), sql -> new ArrayList<>())
                        .add(change.arguments().toArray())));
        try {
            transactions.executeWithoutResult(status -> {
                locks.giveWay();
                batches.forEach((sql, arguments) -> jdbc.batchUpdate(sql, arguments));
            });
        } catch (RuntimeException failure) {
            // The next pass meets them again.
            if (!BackgroundLocks.lost(failure)) {
                throw failure;
            }
        }
    }
}
