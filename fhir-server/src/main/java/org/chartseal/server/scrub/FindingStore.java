package org.chartseal.server.scrub;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.chartseal.server.sealing.SealBrokenException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The findings that are open. Each is sealed in its row: whoever adds a row does not keep a finding from being told, and
 * whoever removes one has it told again.
 */
final class FindingStore {
    private final JdbcTemplate jdbc;
    private final ColumnSeal seal;

    FindingStore(JdbcTemplate jdbc, ColumnSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /**
     * An open finding.
     *
     * @param since when it was first made, in milliseconds since 1970
     * @param round the last round that made it
     */
    record Open(Finding finding, long since, long round) {}

    /** Notes, in the current transaction, that a round made a finding. Returns whether it is a new one. */
    boolean note(Finding finding, long round, long now) {
        Optional<Open> known = jdbc
                .query(
                        "select finding, sealed from cs_scrub_finding where finding = ?",
                        (row, i) -> open(row.getString(1), row.getString(2)),
                        finding.name())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
        if (known.isPresent() && known.get().round() == round) {
            return false;
        }
        jdbc.update("delete from cs_scrub_finding where finding = ?", finding.name());
        long since = known.map(Open::since).orElse(now);
        jdbc.update(
                "insert into cs_scrub_finding (finding, sealed) values (?, ?)",
                finding.name(),
                seal.sealText(
                        cell(finding.name()),
                        ByteBuffer.allocate(2 * Long.BYTES)
                                .putLong(since)
                                .putLong(round)
                                .array()));
        return known.isEmpty();
    }

    /** Closes, in the current transaction, what a round that ended did not make again. Returns how many that were. */
    int close(long round) {
        List<String> gone = jdbc
                .query(
                        "select finding, sealed from cs_scrub_finding",
                        (row, i) -> open(row.getString(1), row.getString(2))
                                        .filter(open -> open.round() == round)
                                        .isPresent()
                                ? ""
                                : row.getString(1))
                .stream()
                .filter(name -> !name.isEmpty())
                .toList();
        jdbc.batchUpdate(
                "delete from cs_scrub_finding where finding = ?",
                gone.stream().map(name -> new Object[] {name}).toList());
        return gone.size();
    }

    /** Those that are open, in the order of their names. */
    List<Open> all() {
        return jdbc
                .query(
                        "select finding, sealed from cs_scrub_finding order by finding",
                        (row, i) -> open(row.getString(1), row.getString(2)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    long count() {
        Long count = jdbc.queryForObject("select count(*) from cs_scrub_finding", Long.class);
        return count == null ? 0 : count;
    }

    private Optional<Open> open(String name, String sealed) {
        try {
            ByteBuffer value = ByteBuffer.wrap(seal.openText(cell(name), sealed));
            return Optional.of(new Open(Finding.named(name), value.getLong(), value.getLong()));
        } catch (SealBrokenException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Cell cell(String name) {
        return new Cell("cs_scrub_finding", "sealed", name);
    }
}
