package org.chartseal.server.erasure;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.chartseal.server.sealing.SealBrokenException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Erasures in the clinical database, sealed under a key of the server's: a row that somebody else wrote or altered is
 * reported and counts for nothing. The columns beside it only find a row; what counts is what opens.
 */
final class ErasureStore {
    private static final String SELECT = "select erasure_id, sealed from cs_erasure ";

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final ColumnSeal seal;
    private final Consumer<String> incidents;

    ErasureStore(JdbcTemplate jdbc, ColumnSeal seal, Consumer<String> incidents) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.seal = seal;
        this.incidents = incidents;
    }

    /**
     * Records a new erasure, in the place of a row of this patient's that does not open; false if the patient has one
     * already. Call it in a transaction.
     */
    boolean add(Erasure erasure) {
        if (of(erasure.subjectName()).isPresent()) {
            return false;
        }
        jdbc.update("delete from cs_erasure where subject_name = ?", erasure.subjectName());
        try {
            jdbc.update(
                    "insert into cs_erasure (erasure_id, subject_name, state, sealed) values (?, ?, ?, ?)",
                    erasure.id(),
                    erasure.subjectName(),
                    erasure.state().name(),
                    sealed(erasure));
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            return false;
        }
        addSlots(erasure);
        return true;
    }

    /** The erasure of a patient, empty if there is none that opens. */
    Optional<Erasure> of(byte[] subjectName) {
        return query(SELECT + "where subject_name = ?", subjectName).stream()
                .filter(erasure -> erasure.isOf(subjectName))
                .findFirst();
    }

    Optional<Erasure> byId(String id) {
        return query(SELECT + "where erasure_id = ?", id).stream().findFirst();
    }

    /** Those not done. */
    List<Erasure> unfinished() {
        return query(SELECT + "where state <> ? order by erasure_id", Erasure.State.DONE.name());
    }

    /** Those that are done. */
    List<Erasure> finished() {
        return query(SELECT + "where state = ? order by erasure_id", Erasure.State.DONE.name());
    }

    /** The erasure that destroys one of these slots, if any does. */
    Optional<Erasure> destroying(Collection<SlotId> slots) {
        if (slots.isEmpty()) {
            return Optional.empty();
        }
        return named
                .queryForList(
                        "select erasure_id from cs_erasure_slot where slot_id in (:slots)",
                        new MapSqlParameterSource(
                                "slots", slots.stream().map(SlotId::bytes).toList()),
                        String.class)
                .stream()
                .flatMap(id -> byId(id).stream())
                .filter(erasure -> slots.stream().anyMatch(erasure.slots()::contains))
                .findFirst();
    }

    /** Moves on to what an erasure is now. Call it in a transaction. */
    void update(Erasure erasure) {
        addSlots(erasure);
        jdbc.update(
                "update cs_erasure set sealed = ?, state = ? where erasure_id = ?",
                sealed(erasure),
                erasure.state().name(),
                erasure.id());
    }

    /** Has an erasure carried on, whatever its row says on its outside. Call it in a transaction. */
    void resume(Erasure erasure) {
        jdbc.update(
                "update cs_erasure set state = ? where erasure_id = ?",
                erasure.state().name(),
                erasure.id());
    }

    private void addSlots(Erasure erasure) {
        jdbc.update("delete from cs_erasure_slot where erasure_id = ?", erasure.id());
        List<Object[]> slots = erasure.slots().stream()
                .map(slot -> new Object[] {slot.bytes()})
                .toList();
        jdbc.batchUpdate("delete from cs_erasure_slot where slot_id = ?", slots);
        jdbc.batchUpdate(
                "insert into cs_erasure_slot (slot_id, erasure_id) values (?, ?)",
                erasure.slots().stream()
                        .map(slot -> new Object[] {slot.bytes(), erasure.id()})
                        .toList());
    }

    private String sealed(Erasure erasure) {
        return seal.sealText(cell(erasure.id()), erasure.encode());
    }

    private List<Erasure> query(String sql, Object... arguments) {
        return jdbc.query(sql, (row, i) -> open(row.getString(1), row.getString(2)), arguments).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Erasure> open(String id, String sealed) {
        try {
            return Optional.of(Erasure.decode(seal.openText(cell(id), sealed)));
        } catch (SealBrokenException altered) {
            incidents.accept(
                    "the row of an erasure does not open: it was altered or not made here, and is not followed");
            return Optional.empty();
        }
    }

    private static Cell cell(String id) {
        return new Cell("cs_erasure", "sealed", id);
    }

    /** The time of a decision, in the precision that is kept. */
    static Instant now(java.time.Clock clock) {
        return Instant.ofEpochMilli(clock.millis());
    }
}
