package org.chartseal.server.rotation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.chartseal.server.sealing.SealBrokenException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rotations in the clinical database, sealed under a key of the server's: a row that somebody else wrote or altered is
 * reported and counts for nothing. The columns beside it find a row, and show people how far it is.
 */
final class DataKeyRotationStore {
    private static final String SELECT = "select rotation_id, sealed from cs_key_rotation ";

    private final JdbcTemplate jdbc;
    private final ColumnSeal seal;
    private final Consumer<String> incidents;

    DataKeyRotationStore(JdbcTemplate jdbc, ColumnSeal seal, Consumer<String> incidents) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.incidents = incidents;
    }

    void add(Rotation rotation) {
        jdbc.update(
                "insert into cs_key_rotation (rotation_id, requested_ms, state, sealed) values (?, ?, ?, ?)",
                rotation.id(),
                rotation.requested().toEpochMilli(),
                rotation.state().name(),
                sealed(rotation));
    }

    /** Moves on to what a rotation is now, in the current transaction. */
    void update(Rotation rotation) {
        jdbc.update(
                "update cs_key_rotation set sealed = ?, state = ? where rotation_id = ?",
                sealed(rotation),
                rotation.state().name(),
                rotation.id());
    }

    Optional<Rotation> byId(String id) {
        return query(SELECT + "where rotation_id = ?", id).stream().findFirst();
    }

    /** Those not done, in the order they were asked for. */
    List<Rotation> unfinished() {
        return query(SELECT + "where state <> ? order by requested_ms, rotation_id", Rotation.State.DONE.name())
                .stream()
                .filter(rotation -> rotation.state() != Rotation.State.DONE)
                .toList();
    }

    private List<Rotation> query(String sql, Object... arguments) {
        return jdbc.query(sql, (row, i) -> open(row.getString(1), row.getString(2)), arguments).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Rotation> open(String id, String sealed) {
        try {
            return Optional.of(RotationText.decode(seal.openText(cell(id), sealed)));
        } catch (SealBrokenException altered) {
            incidents.accept("the row of a rotation of data keys does not open: it was altered or not made here, and is"
                    + " not followed");
            return Optional.empty();
        }
    }

    private String sealed(Rotation rotation) {
        return seal.sealText(cell(rotation.id()), RotationText.encode(rotation));
    }

    private static Cell cell(String id) {
        return new Cell("cs_key_rotation", "sealed", id);
    }
}
