package org.chartseal.server.keys;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Wrapped keys in a database of their own, H2 or PostgreSQL. */
public final class JdbcKeyMaterialStore implements KeyMaterialStore {
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;

    /**
     * Brings the store's schema up to date and opens it.
     *
     * @param dataSource a database that holds nothing but keys
     * @param bytesType the database's type for byte strings
     */
    public JdbcKeyMaterialStore(DataSource dataSource, String bytesType) {
        Flyway.configure()
                .dataSource(dataSource)
                .table("keys_schema")
                .locations("classpath:db/keys")
                .placeholders(Map.of("bytes", bytesType))
                .load()
                .migrate();
        this.jdbc = new JdbcTemplate(dataSource);
        this.named = new NamedParameterJdbcTemplate(jdbc);
    }

    @Override
    public Optional<byte[]> systemKey(String name) {
        return jdbc.queryForList("select wrapped from system_key where name = ?", byte[].class, name).stream()
                .findFirst();
    }

    @Override
    public byte[] putSystemKeyIfAbsent(String name, byte[] wrapped) {
        try {
            jdbc.update("insert into system_key (name, wrapped) values (?, ?)", name, wrapped);
            return wrapped;
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            return systemKey(name).orElseThrow(() -> anotherNodeWasFirst);
        }
    }

    @Override
    public Map<SlotId, byte[]> slots(Collection<SlotId> ids) {
        Map<SlotId, byte[]> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        named.query(
                "select slot_id, wrapped from key_slot where slot_id in (:ids)",
                new MapSqlParameterSource("ids", ids.stream().map(SlotId::bytes).toList()),
                row -> {
                    found.put(SlotId.of(row.getBytes(1)), row.getBytes(2));
                });
        return found;
    }

    @Override
    public void addSlots(List<WrappedSlot> slots) {
        jdbc.batchUpdate(
                "insert into key_slot (slot_id, wrapped) values (?, ?)",
                slots.stream()
                        .map(slot -> new Object[] {slot.slotId().bytes(), slot.wrapped()})
                        .toList());
    }
}
