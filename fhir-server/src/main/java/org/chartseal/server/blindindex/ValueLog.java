package org.chartseal.server.blindindex;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * The dictionary's table, as a log that every node reads on from where it stood. Numbers are given before a commit, so a
 * batch may show after one with a higher number: numbers that were passed over are asked for again, for an hour.
 */
final class ValueLog {
    private static final long GAP_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int GAPS_A_QUERY = 500;
    private static final int WIDEST_GAP = 10_000;

    private final JdbcTemplate jdbc;
    private final int generation;
    private final LongSupplier nanoTime;
    private final TreeSet<Long> own = new TreeSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private long read;

    private record Gap(long number, long since) {}

    /** @param generation whose batches these are; numbers are given to those of all generations alike */
    ValueLog(JdbcTemplate jdbc, int generation, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.generation = generation;
        this.nanoTime = nanoTime;
    }

    /** Appends a batch in the current transaction and returns its number. */
    long append(byte[] sealed) {
        GeneratedKeyHolder number = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into cs_index_values (sealed, generation) values (?, ?)",
                            new String[] {"batch_no"});
                    insert.setBytes(1, sealed);
                    insert.setInt(2, generation);
                    return insert;
                },
                number);
        return Objects.requireNonNull(number.getKey()).longValue();
    }

    /** Notes that this node knows what is in a batch that it committed. */
    synchronized void committed(long number) {
        if (number <= read) {
            gaps.removeIf(gap -> gap.number == number);
            return;
        }
        own.add(number);
        while (own.remove(read + 1)) {
            read++;
        }
    }

    /** Hands over every batch that was committed since the last call, and none that was handed over before. */
    synchronized void readOn(Consumer<byte[]> reader) {
        long now = nanoTime.getAsLong();
        readGaps(now, reader);
        jdbc.query(
                "select batch_no, case when generation = ? then sealed end from cs_index_values where batch_no > ?"
                        + " order by batch_no",
                rows -> {
                    long number = rows.getLong(1);
                    for (long passed = Math.max(read + 1, number - WIDEST_GAP); passed < number; passed++) {
                        if (!own.remove(passed)) {
                            gaps.add(new Gap(passed, now));
                        }
                    }
                    read = number;
                    byte[] sealed = rows.getBytes(2);
                    if (!own.remove(number) && sealed != null) {
                        reader.accept(sealed);
                    }
                },
                generation,
                read);
    }

    private void readGaps(long now, Consumer<byte[]> reader) {
        gaps.removeIf(gap -> now - gap.since > GAP_NANOS);
        for (int from = 0; from < gaps.size(); from += GAPS_A_QUERY) {
            Collection<Long> some = gaps.subList(from, Math.min(gaps.size(), from + GAPS_A_QUERY)).stream()
                    .map(Gap::number)
                    .toList();
            List<Long> found = new ArrayList<>();
            jdbc.query(
                    "select batch_no, case when generation = " + generation
                            + " then sealed end from cs_index_values where batch_no in ("
                            + "?, ".repeat(some.size() - 1)
                            + "?)",
                    rows -> {
                        found.add(rows.getLong(1));
                        byte[] sealed = rows.getBytes(2);
                        if (sealed != null) {
                            reader.accept(sealed);
                        }
                    },
                    some.toArray());
            gaps.removeIf(gap -> found.contains(gap.number));
            from -= found.size();
        }
    }
}
