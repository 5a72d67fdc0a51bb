package org.chartseal.server.erasure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.server.keys.SlotId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Erasures and legal holds in the clinical database. */
final class ErasureStore {
    private static final String SELECT =
            "select erasure_id, subject_name, state, reason, record, requested_ms, destroyed_ms from cs_erasure ";

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    ErasureStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    /** Records a new erasure; false if the patient has one already. Call it in a transaction. */
    boolean add(String id, byte[] subjectName, ErasureReason reason, Instant requested, SlotId slot) {
        if (of(subjectName).isPresent()) {
            return false;
        }
        try {
            jdbc.update(
                    "insert into cs_erasure (erasure_id, subject_name, state, reason, record, requested_ms)"
                            + " values (?, ?, ?, ?, '', ?)",
                    id,
                    subjectName,
                    Erasure.State.REQUESTED.name(),
                    reason.name(),
                    requested.toEpochMilli());
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            return false;
        }
        addSlots(id, Set.of(slot));
        return true;
    }

    Optional<Erasure> of(byte[] subjectName) {
        return jdbc.query(SELECT + "where subject_name = ?", (row, i) -> read(row), subjectName).stream()
                .findFirst();
    }

    Optional<Erasure> byId(String id) {
        return jdbc.query(SELECT + "where erasure_id = ?", (row, i) -> read(row), id).stream()
                .findFirst();
    }

    /** Those not done, oldest first. */
    List<Erasure> unfinished() {
        return jdbc.query(
                SELECT + "where state <> ? order by requested_ms", (row, i) -> read(row), Erasure.State.DONE.name());
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
                .findFirst()
                .flatMap(this::byId);
    }

    /** Slots of an erasure, ascending. */
    Set<SlotId> slots(String id) {
        return new TreeSet<>(
                jdbc.queryForList("select slot_id from cs_erasure_slot where erasure_id = ?", byte[].class, id).stream()
                        .map(SlotId::of)
                        .toList());
    }

    void addSlots(String id, Collection<SlotId> slots) {
        Set<SlotId> known = slots(id);
        jdbc.batchUpdate(
                "insert into cs_erasure_slot (slot_id, erasure_id) values (?, ?)",
                slots.stream()
                        .filter(slot -> !known.contains(slot))
                        .map(slot -> new Object[] {slot.bytes(), id})
                        .toList());
    }

    /** Moves on, unless somebody else did. */
    void advance(Erasure erasure, Erasure.State next) {
        jdbc.update(
                "update cs_erasure set state = ? where erasure_id = ? and state = ?",
                next.name(),
                erasure.id(),
                erasure.state().name());
    }

    void setRecord(String id, String record) {
        jdbc.update("update cs_erasure set record = ? where erasure_id = ?", record, id);
    }

    void setDestroyed(String id, Instant destroyed) {
        jdbc.update(
                "update cs_erasure set destroyed_ms = ? where erasure_id = ? and destroyed_ms is null",
                destroyed.toEpochMilli(),
                id);
    }

    /** Why a patient's records are held, empty if they are not. */
    Optional<String> hold(byte[] subjectName) {
        return jdbc
                .queryForList("select reason from cs_legal_hold where subject_name = ?", String.class, subjectName)
                .stream()
                .findFirst();
    }

    void setHold(byte[] subjectName, String reason, Instant since) {
        if (jdbc.update("update cs_legal_hold set reason = ? where subject_name = ?", reason, subjectName) == 0) {
            jdbc.update(
                    "insert into cs_legal_hold (subject_name, reason, since_ms) values (?, ?, ?)",
                    subjectName,
                    reason,
                    since.toEpochMilli());
        }
    }

    void liftHold(byte[] subjectName) {
        jdbc.update("delete from cs_legal_hold where subject_name = ?", subjectName);
    }

    private static Erasure read(ResultSet row) throws SQLException {
        long destroyed = row.getLong(7);
        return new Erasure(
                row.getString(1),
                row.getBytes(2),
                Erasure.State.valueOf(row.getString(3)),
                ErasureReason.valueOf(row.getString(4)),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getObject(7) == null ? null : Instant.ofEpochMilli(destroyed));
    }
}
