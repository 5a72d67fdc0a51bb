package org.chartseal.server.keys;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Wrapped keys in a database of their own, H2 or PostgreSQL. */
public final class JdbcKeyMaterialStore implements KeyMaterialStore {
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final TransactionTemplate transactions;

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
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        // A clinical transaction may be under way in this thread: this one is of its own.
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        // Who waited for the generation's row has to see what was committed meanwhile, whatever the database's default.
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    @Override
    public Optional<byte[]> systemKey(String name) {
        return asking(
                () -> jdbc.queryForList("select wrapped from system_key where name = ?", byte[].class, name).stream()
                        .findFirst());
    }

    @Override
    public List<String> systemKeyNames() {
        return asking(() -> jdbc.queryForList("select name from system_key order by name", String.class));
    }

    @Override
    public void addSystemKey(String name, byte[] wrapped, long generation) throws StaleGenerationException {
        inOneCommit(() -> {
            if (!moveOn(generation)) {
                return false;
            }
            jdbc.update("insert into system_key (name, wrapped) values (?, ?)", name, wrapped);
            return true;
        });
    }

    @Override
    public void destroySystemKey(String name) {
        asking(() -> jdbc.update("delete from system_key where name = ?", name));
    }

    @Override
    public Map<SlotId, byte[]> slots(Collection<SlotId> ids) {
        Map<SlotId, byte[]> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        return asking(() -> {
            named.query(
                    "select slot_id, wrapped from key_slot where slot_id in (:ids)",
                    new MapSqlParameterSource(
                            "ids", ids.stream().map(SlotId::bytes).toList()),
                    row -> {
                        found.put(SlotId.of(row.getBytes(1)), row.getBytes(2));
                    });
            return found;
        });
    }

    @Override
    public long generation() {
        Long generation =
                asking(() -> jdbc.queryForObject("select generation from key_generation where id = 1", Long.class));
        if (generation == null) {
            throw new KeyUnavailableException("The key store has lost its generation");
        }
        return generation;
    }

    /** Also keeps everybody else from moving on until this transaction ends. */
    private boolean moveOn(long generation) {
        return jdbc.update(
                        "update key_generation set generation = generation + 1 where id = 1 and generation = ?",
                        generation)
                == 1;
    }

    @Override
    public void addSlots(List<WrappedSlot> slots, long generation) throws StaleGenerationException {
        inOneCommit(() -> {
            Long now = jdbc.queryForObject("select generation from key_generation where id = 1 for update", Long.class);
            if (now == null || now != generation) {
                return false;
            }
            jdbc.batchUpdate(
                    "insert into key_slot (slot_id, wrapped) values (?, ?)",
                    slots.stream()
                            .map(slot -> new Object[] {slot.slotId().bytes(), slot.wrapped()})
                            .toList());
            return true;
        });
    }

    @Override
    public void replace(ShardChange change) throws StaleGenerationException {
        inOneCommit(() -> {
            if (!moveOn(change.generation())) {
                return false;
            }
            jdbc.batchUpdate(
                    "delete from key_slot where slot_id = ?",
                    change.destroyed().stream()
                            .map(id -> new Object[] {id.bytes()})
                            .toList());
            change.shards().forEach(shard -> rewrap(shard, change));
            jdbc.batchUpdate(
                    "update system_key set wrapped = ? where name = ?",
                    change.systemKeys().entrySet().stream()
                            .map(key -> new Object[] {key.getValue(), key.getKey()})
                            .toList());
            return true;
        });
    }

    private void rewrap(int shard, ShardChange change) {
        List<Object[]> rewrapped = jdbc.query(
                "select slot_id, wrapped from key_slot where slot_id >= ? and slot_id <= ?",
                (row, i) -> {
                    byte[] id = row.getBytes(1);
                    return new Object[] {change.rewrap(SlotId.of(id), row.getBytes(2)), id};
                },
                SlotId.first(shard).bytes(),
                SlotId.last(shard).bytes());
        jdbc.batchUpdate("update key_slot set wrapped = ? where slot_id = ?", rewrapped);
    }

    private void inOneCommit(Supplier<Boolean> work) throws StaleGenerationException {
        Boolean done = asking(() -> transactions.execute(status -> work.get()));
        if (!Boolean.TRUE.equals(done)) {
            throw new StaleGenerationException();
        }
    }

    private static <T extends @Nullable Object> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (NestedRuntimeException outage) {
            throw new KeysUnreachableException("The key store cannot be asked now", outage);
        }
    }
}
