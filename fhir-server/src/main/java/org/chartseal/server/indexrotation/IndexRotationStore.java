package org.chartseal.server.indexrotation;

import java.util.List;
import java.util.Optional;
import org.chartseal.server.blindindex.GenerationsInForce;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SystemKeys;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.chartseal.server.sealing.SealBrokenException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rotation's state in the clinical database. Each step's state is sealed under a key of that step alone, made before
 * the step and destroyed after it: so a row that was put back does not open, whoever put it there.
 */
final class IndexRotationStore implements GenerationsInForce.Source {
    private static final String KEYS = "index-state/";
    private static final int LENGTH = 32;
    private static final int LOOKS = 5;

    private final JdbcTemplate jdbc;
    private final SystemKeys keys;
    private final Incidents incidents;
    private volatile RotationState seen = RotationState.NEVER;
    private volatile boolean looked;

    /** Where what somebody else changed is made known. */
    interface Incidents {
        void report(String incident);
    }

    private record Row(long step, long chunk, String sealed) {}

    IndexRotationStore(JdbcTemplate jdbc, SystemKeys keys, Incidents incidents) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.incidents = incidents;
    }

    @Override
    public GenerationsInForce look() {
        return load().inForce();
    }

    @Override
    public void report(String incident) {
        incidents.report(incident);
    }

    /** What the last look saw. */
    RotationState seen() {
        return seen;
    }

    /**
     * The state as stored.
     *
     * @throws IllegalStateException if it is not what was stored last
     */
    RotationState load() {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Row> row = row();
            Optional<RotationState> state = row.isPresent() ? open(row.get()) : never();
            if (state.isPresent() && state.get().step() >= seen.step()) {
                return seen(state.get());
            }
            // Another node may just have gone on to the next step: look again.
        }
        incidents.report("the state of the search index was altered, or put back to an older one");
        throw new StalledRotationException("The row of cs_index_rotation is not the one that was stored last");
    }

    private synchronized RotationState seen(RotationState state) {
        looked = true;
        if (state.step() >= seen.step()) {
            seen = state;
        }
        return state;
    }

    private Optional<Row> row() {
        return jdbc
                .query(
                        "select step, chunk, sealed from cs_index_rotation where rotation_id = 1",
                        (row, i) -> new Row(row.getLong(1), row.getLong(2), row.getString(3)))
                .stream()
                .findFirst();
    }

    private Optional<RotationState> open(Row row) {
        Optional<Secret<byte[]>> key = keys.existing(KEYS + row.step, LENGTH);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] state = new ColumnSeal(key.get()).openText(cell(row.step, row.chunk), row.sealed);
            return Optional.of(RotationState.decode(row.step, row.chunk, state));
        } catch (SealBrokenException altered) {
            return Optional.empty();
        }
    }

    private Optional<RotationState> never() {
        return looked || noStepEver() ? Optional.of(RotationState.NEVER) : Optional.empty();
    }

    // The first step's key may be there before its row is; a later one's only after a row was.
    private boolean noStepEver() {
        return steps().stream().noneMatch(step -> step > 1);
    }

    private List<Long> steps() {
        return keys.purposes().stream()
                .filter(name -> name.startsWith(KEYS))
                .map(name -> Long.valueOf(name.substring(KEYS.length())))
                .toList();
    }

    /** Goes on to the next step; false if another node did so before. */
    boolean advance(RotationState before, RotationState next) {
        String sealed = sealed(next);
        if (before.step() == 0) {
            if (!noStepEver()) {
                throw new StalledRotationException("The row of cs_index_rotation is gone");
            }
            try {
                jdbc.update(
                        "insert into cs_index_rotation (rotation_id, step, chunk, sealed) values (1, ?, ?, ?)",
                        next.step(),
                        next.chunk(),
                        sealed);
            } catch (DuplicateKeyException anotherNodeWasFirst) {
                return false;
            }
        } else if (jdbc.update(
                        "update cs_index_rotation set step = ?, chunk = ?, sealed = ? where rotation_id = 1 and step = ?",
                        next.step(),
                        next.chunk(),
                        sealed,
                        before.step())
                == 0) {
            return false;
        }
        steps().stream().filter(step -> step < next.step()).forEach(step -> keys.destroy(KEYS + step));
        return true;
    }

    /**
     * Notes how far the step has come, in the transaction that did it.
     *
     * @throws IllegalStateException if another node does the same: the transaction must not commit
     */
    void progress(RotationState before, RotationState now) {
        if (jdbc.update(
                        "update cs_index_rotation set chunk = ?, sealed = ? where rotation_id = 1 and step = ? and chunk = ?",
                        now.chunk(),
                        sealed(now),
                        before.step(),
                        before.chunk())
                == 0) {
            throw new StalledRotationException("Another node carries the rotation on");
        }
    }

    private String sealed(RotationState state) {
        return new ColumnSeal(keys.key(KEYS + state.step(), LENGTH))
                .sealText(cell(state.step(), state.chunk()), state.encode());
    }

    private static Cell cell(long step, long chunk) {
        return new Cell("cs_index_rotation", "sealed", step + "/" + chunk);
    }
}
