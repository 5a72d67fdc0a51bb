package org.chartseal.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whose slot is whose. An assignment is made in the clinical transaction that first needs it, so that it commits or
 * vanishes with the rows sealed under it; the table holds a keyed hash of the subject's reference, never the reference.
 */
public final class SubjectSlots {
    private static final HexFormat HEX = HexFormat.of();
    private static final String INSERT = "insert into cs_key_assignment (subject_name, slot_id, mac) values (?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final boolean postgres;
    private final KeySlots slots;
    private final SecretKeySpec nameKey;
    private final Cache<String, SlotId> committed =
            Caffeine.newBuilder().maximumSize(200_000).build();

    /**
     * @param jdbc the clinical database, taking part in the current transaction
     * @param postgres whether that database is PostgreSQL
     */
    public SubjectSlots(JdbcTemplate jdbc, boolean postgres, KeySlots slots, SystemKeys systemKeys) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.postgres = postgres;
        this.slots = slots;
        this.nameKey = new SecretKeySpec(systemKeys.key("subject-name/v1", 32).reveal(), "HmacSHA256");
    }

    /**
     * The data keys of these subjects, in the order given, assigning a slot to each that has none.
     *
     * @param subjects references such as {@code Patient/p1}, or {@code system/directory} for what belongs to no patient
     * @throws KeyUnavailableException if the key of an assigned slot is missing or does not open, or if somebody else made
     *     or altered an assignment
     */
    public List<DataKey> keysOf(Collection<String> subjects) {
        Map<String, SlotId> assigned = existing(new LinkedHashSet<>(subjects));
        for (String subject : subjects) {
            assigned.computeIfAbsent(subject, this::assign);
        }
        Map<SlotId, DataKey> opened = slots.open(Set.copyOf(assigned.values()));
        return subjects.stream()
                .map(subject -> {
                    DataKey key = opened.get(assigned.get(subject));
                    if (key == null) {
                        throw new NoOwnerKeyException(Set.of(slotOf(assigned, subject)));
                    }
                    return key;
                })
                .toList();
    }

    private static SlotId slotOf(Map<String, SlotId> assigned, String subject) {
        SlotId slot = assigned.get(subject);
        if (slot == null) {
            throw new IllegalStateException("A subject was left without a slot");
        }
        return slot;
    }

    /** The slots of those subjects that have one, whether or not their keys are still there. */
    public Map<String, SlotId> slotsOf(Collection<String> subjects) {
        return existing(new LinkedHashSet<>(subjects));
    }

    private Map<String, SlotId> existing(Set<String> subjects) {
        Map<String, SlotId> found = new HashMap<>();
        Map<String, String> unknown = new HashMap<>();
        for (String subject : subjects) {
            SlotId known = committed.getIfPresent(subject);
            if (known == null) {
                unknown.put(HEX.formatHex(nameOf(subject)), subject);
            } else {
                found.put(subject, known);
            }
        }
        if (unknown.isEmpty()) {
            return found;
        }
        boolean clean = !PendingAssignments.any();
        named.query(
                "select subject_name, slot_id, mac from cs_key_assignment where subject_name in (:names)",
                new MapSqlParameterSource(
                        "names", unknown.keySet().stream().map(HEX::parseHex).toList()),
                row -> {
                    String subject = unknown.get(HEX.formatHex(row.getBytes(1)));
                    if (subject != null) {
                        SlotId slot = genuine(row.getBytes(1), row.getBytes(2), row.getBytes(3));
                        found.put(subject, slot);
                        // A row of this very transaction may yet be rolled back.
                        if (clean) {
                            committed.put(subject, slot);
                        }
                    }
                });
        return found;
    }

    private SlotId assign(String subject) {
        DataKey fresh = slots.take();
        byte[] name = nameOf(subject);
        byte[] slot = fresh.slotId().bytes();
        int inserted = insertIfAbsent(name, slot);
        if (inserted == 0) {
            return jdbc
                    .query(
                            "select slot_id, mac from cs_key_assignment where subject_name = ?",
                            (row, i) -> genuine(name, row.getBytes(1), row.getBytes(2)),
                            name)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("A concurrent slot assignment vanished"));
        }
        PendingAssignments.add(() -> committed.put(subject, fresh.slotId()));
        return fresh.slotId();
    }

    private int insertIfAbsent(byte[] name, byte[] slot) {
        byte[] mac = hash("chartseal/slot-assignment/v1\0", concat(name, slot));
        if (postgres) {
            return jdbc.update(INSERT + " on conflict do nothing", name, slot, mac);
        }
        try {
            return jdbc.update(INSERT, name, slot, mac);
        } catch (DuplicateKeyException anotherTransactionWasFirst) {
            // H2 undoes the statement only, not the transaction.
            return 0;
        }
    }

    /** Whoever merely writes the table could else have one patient's records sealed to another's key. */
    private SlotId genuine(byte[] name, byte[] slot, byte @Nullable [] mac) {
        if (mac == null || !MessageDigest.isEqual(mac, hash("chartseal/slot-assignment/v1\0", concat(name, slot)))) {
            throw new KeyUnavailableException("The assignment of a key slot was altered, or not made by this server");
        }
        return SlotId.of(slot);
    }

    /** The name under which tables keep what belongs to a subject: a keyed hash of its reference, 32 bytes. */
    public byte[] nameOf(String subject) {
        return hash("chartseal/subject-name/v1\0", subject.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hash(String purpose, byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(nameKey);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(value);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", impossible);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** What to remember once the current transaction has committed. */
    private static final class PendingAssignments implements TransactionSynchronization {
        private final java.util.ArrayList<Runnable> onCommit = new java.util.ArrayList<>();

        static boolean any() {
            return find() != null;
        }

        static void add(Runnable remember) {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                throw new IllegalStateException("A key slot is assigned only inside a clinical transaction");
            }
            PendingAssignments current = find();
            if (current == null) {
                current = new PendingAssignments();
                TransactionSynchronizationManager.registerSynchronization(current);
            }
            current.onCommit.add(remember);
        }

        private static @Nullable PendingAssignments find() {
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                return null;
            }
            return TransactionSynchronizationManager.getSynchronizations().stream()
                    .filter(PendingAssignments.class::isInstance)
                    .map(PendingAssignments.class::cast)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void afterCommit() {
            onCommit.forEach(Runnable::run);
        }
    }
}
