package org.chartseal.server.scrub;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.chartseal.server.sealing.SealBrokenException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far the comparison has come, sealed: whoever merely writes the table cannot have it pass rows over, but by putting
 * back what once stood there while no node runs. A node that runs follows no older state.
 */
final class ScrubStore {
    private final JdbcTemplate jdbc;
    private final ColumnSeal seal;
    private final Consumer<String> incidents;
    private volatile ScrubState seen = ScrubState.NEVER;

    private record Row(long chunk, String sealed) {}

    ScrubStore(JdbcTemplate jdbc, ColumnSeal seal, Consumer<String> incidents) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.incidents = incidents;
    }

    /** The state as stored; where that is not the newest that this node knows, the newest one, and an incident. */
    synchronized ScrubState load() {
        List<Row> rows = jdbc.query(
                "select chunk, sealed from cs_scrub where scrub_id = 1",
                (row, i) -> new Row(row.getLong(1), row.getString(2)));
        Optional<ScrubState> stored = rows.stream().findFirst().flatMap(this::open);
        if (stored.isPresent() && stored.get().chunk() >= seen.chunk()) {
            seen = stored.get();
        } else if (!rows.isEmpty() || seen.chunk() > 0) {
            incidents.accept("the state of the scrub was altered, or put back to an older one, which is not followed");
            put(seen);
        }
        return seen;
    }

    private Optional<ScrubState> open(Row row) {
        try {
            return Optional.of(ScrubState.decode(row.chunk, seal.openText(cell(row.chunk), row.sealed)));
        } catch (SealBrokenException altered) {
            return Optional.empty();
        }
    }

    /**
     * Goes on to the next state, in the current transaction.
     *
     * @throws IllegalStateException if another node did so: the transaction must not commit
     */
    void advance(ScrubState before, ScrubState next) {
        if (jdbc.update(
                        "update cs_scrub set chunk = ?, sealed = ? where scrub_id = 1 and chunk = ?",
                        next.chunk(),
                        sealed(next),
                        before.chunk())
                == 1) {
            return;
        }
        if (before.chunk() > 0) {
            throw new IllegalStateException("Another node carries the scrub on");
        }
        put(next);
    }

    private void put(ScrubState state) {
        jdbc.update("delete from cs_scrub where scrub_id = 1");
        try {
            jdbc.update(
                    "insert into cs_scrub (scrub_id, chunk, sealed) values (1, ?, ?)", state.chunk(), sealed(state));
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            throw new IllegalStateException("Another node carries the scrub on", anotherNodeWasFirst);
        }
    }

    private String sealed(ScrubState state) {
        return seal.sealText(cell(state.chunk()), state.encode());
    }

    private static Cell cell(long chunk) {
        return new Cell("cs_scrub", "sealed", Long.toString(chunk));
    }

    /** Asks for a round as soon as none is under way, whichever node holds the lease. */
    void ask() {
        jdbc.update("delete from cs_scrub_request");
        jdbc.update("insert into cs_scrub_request (request_id) values (1)");
    }

    boolean asked() {
        return !jdbc.queryForList("select request_id from cs_scrub_request", Integer.class)
                .isEmpty();
    }

    /** Takes the request away, in the transaction that begins the round. */
    void answered() {
        jdbc.update("delete from cs_scrub_request");
    }
}
