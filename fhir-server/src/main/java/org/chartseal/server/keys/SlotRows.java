package org.chartseal.server.keys;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The tables that say whose slot is whose, each row vouched for by {@link SlotNames}. */
final class SlotRows {
    private static final HexFormat HEX = HexFormat.of();
    private static final String INSERT =
            "insert into cs_key_assignment (subject_name, slot_id, since_ms, mac) values (?, ?, ?, ?)";
    private static final String SELECT = "select subject_name, slot_id, since_ms, mac from cs_key_assignment ";

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final boolean postgres;
    private final SlotNames names;
    private final Clock clock;

    SlotRows(JdbcTemplate jdbc, boolean postgres, SlotNames names, Clock clock) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.postgres = postgres;
        this.names = names;
        this.clock = clock;
    }

    /** An assignment that this server made. */
    record Assignment(byte[] name, SlotId slot) {}

    /** A slot that is being left, and the one that comes after it. */
    record Succession(byte[] name, SlotId old, SlotId next) {}

    /** Moves on whenever a subject is given another slot. */
    long epoch() {
        return Optional.ofNullable(jdbc.queryForObject("select epoch from cs_slot_epoch where id = 1", Long.class))
                .orElse(0L);
    }

    /** The slots of these names that have one, by name in hexadecimal. */
    Map<String, SlotId> of(Collection<String> hexNames) {
        Map<String, SlotId> found = new HashMap<>();
        if (hexNames.isEmpty()) {
            return found;
        }
        named.query(
                SELECT + "where subject_name in (:names)",
                new MapSqlParameterSource(
                        "names", hexNames.stream().map(HEX::parseHex).toList()),
                row -> {
                    found.put(HEX.formatHex(row.getBytes(1)), assignment(row).slot());
                });
        return found;
    }

    /** As {@link #of}, and nobody changes that name's slot until the current transaction ends. */
    Optional<SlotId> lock(byte[] name) {
        return jdbc
                .query(SELECT + "where subject_name = ? for update", (row, i) -> assignment(row), (Object) name)
                .stream()
                .map(Assignment::slot)
                .findFirst();
    }

    /** False if the name has a slot already. */
    boolean insertIfAbsent(byte[] name, SlotId slot) {
        long since = clock.millis();
        byte[] mac = names.assignment(name, slot.bytes(), since);
        if (postgres) {
            return jdbc.update(INSERT + " on conflict do nothing", name, slot.bytes(), since, mac) == 1;
        }
        try {
            return jdbc.update(INSERT, name, slot.bytes(), since, mac) == 1;
        } catch (DuplicateKeyException anotherTransactionWasFirst) {
            // H2 undoes the statement only, not the transaction.
            return false;
        }
    }

    /** Assignments in the order of their names, of those made before a time or before times were noted. */
    List<Assignment> page(byte[] afterName, long beforeMs, int limit) {
        return jdbc.query(
                SELECT + "where subject_name > ? and (since_ms is null or since_ms < ?)"
                        + " order by subject_name limit ?",
                (row, i) -> assignment(row),
                afterName,
                beforeMs,
                limit);
    }

    Optional<Assignment> one(byte[] name, long beforeMs) {
        return jdbc
                .query(
                        SELECT + "where subject_name = ? and (since_ms is null or since_ms < ?)",
                        (row, i) -> assignment(row),
                        name,
                        beforeMs)
                .stream()
                .findFirst();
    }

    /** Gives a name another slot, and notes which one comes after which. */
    void succeed(Succession change) {
        long since = clock.millis();
        byte[] old = change.old().bytes();
        byte[] next = change.next().bytes();
        jdbc.update(
                "update cs_key_assignment set slot_id = ?, since_ms = ?, mac = ? where subject_name = ?",
                next,
                since,
                names.assignment(change.name(), next, since),
                change.name());
        jdbc.update("delete from cs_slot_successor where old_slot = ?", (Object) old);
        jdbc.update(
                "insert into cs_slot_successor (old_slot, new_slot, subject_name, mac) values (?, ?, ?, ?)",
                old,
                next,
                change.name(),
                names.successor(change.name(), old, next));
    }

    void moveOn() {
        jdbc.update("update cs_slot_epoch set epoch = epoch + 1 where id = 1");
    }

    List<Succession> successions() {
        return jdbc.query(
                "select subject_name, old_slot, new_slot, mac from cs_slot_successor", (row, i) -> succession(row));
    }

    List<Succession> successionsOf(byte[] name) {
        return jdbc.query(
                "select subject_name, old_slot, new_slot, mac from cs_slot_successor where subject_name = ?",
                (row, i) -> succession(row),
                (Object) name);
    }

    void forget(Collection<SlotId> old) {
        jdbc.batchUpdate(
                "delete from cs_slot_successor where old_slot = ?",
                old.stream().map(slot -> new Object[] {slot.bytes()}).toList());
    }

    private Assignment assignment(ResultSet row) throws SQLException {
        byte[] name = row.getBytes(1);
        byte[] slot = row.getBytes(2);
        SlotNames.require(row.getBytes(4), names.assignment(name, slot, number(row, 3)));
        return new Assignment(name, SlotId.of(slot));
    }

    private Succession succession(ResultSet row) throws SQLException {
        byte[] name = row.getBytes(1);
        byte[] old = row.getBytes(2);
        byte[] next = row.getBytes(3);
        SlotNames.require(row.getBytes(4), names.successor(name, old, next));
        return new Succession(name, SlotId.of(old), SlotId.of(next));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
