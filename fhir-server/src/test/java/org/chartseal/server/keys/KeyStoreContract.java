package org.chartseal.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Slots, their destruction and the rotation of what wraps them, on one kind of database. */
abstract class KeyStoreContract {
    private static final Secret<char[]> PASSPHRASE = Secret.of("correct horse".toCharArray());

    @TempDir
    Path directory;

    private DataSource dataSource;
    private KeystoreFile keystore;
    private KeyMaterialStore store;
    private KeySlots slots;

    abstract DataSource newDatabase();

    abstract String bytesType();

    @BeforeEach
    void open() {
        dataSource = newDatabase();
        keystore = KeystoreFile.openOrCreate(directory.resolve("keystore.bcfks"), PASSPHRASE);
        store = new JdbcKeyMaterialStore(dataSource, bytesType());
        slots = node();
    }

    private KeySlots node() {
        return new KeySlots(keystore, store, 64, Runnable::run);
    }

    @Test
    void anotherNodeOpensWhatOneMade() {
        DataKey key = slots.take();
        assertThat(reveal(node(), key)).isEqualTo(key.key().reveal());
    }

    @Test
    void aDestroyedKeyIsGoneOnEveryNodeAndItsShardsOthersStay() {
        Map<Integer, DataKey> shards = new TreeMap<>();
        DataKey victim = slots.take();
        DataKey neighbour = null;
        // Of so many, two share a shard.
        for (int i = 0; i < 300 && neighbour == null; i++) {
            neighbour = shards.put(victim.slotId().shard(), victim);
            if (neighbour == null) {
                victim = slots.take();
            }
        }
        assertThat(neighbour).isNotNull();
        KeySlots other = node();
        assertThat(reveal(other, victim)).isNotNull();
        slots.destroy(Set.of(victim.slotId()));
        assertThat(reveal(slots, victim)).isNull();
        assertThat(other.observe()).isTrue();
        assertThat(reveal(other, victim)).isNull();
        assertThat(reveal(other, neighbour)).isEqualTo(neighbour.key().reveal());
        assertThat(reveal(node(), neighbour)).isEqualTo(neighbour.key().reveal());
        slots.destroy(Set.of(victim.slotId()));
        assertThat(reveal(slots, neighbour)).isEqualTo(neighbour.key().reveal());
    }

    @Test
    void aNodeThatMissedTheChangeMakesNoSlotsUnderTheOldKeys() {
        KeySlots late = node();
        slots.rotateEpoch();
        DataKey key = null;
        for (int i = 0; i < 100; i++) {
            key = late.take();
        }
        assertThat(reveal(slots, key)).isEqualTo(key.key().reveal());
        assertThat(reveal(node(), key)).isEqualTo(key.key().reveal());
    }

    @Test
    void aSlotRowPutBackFromAnOldCopyNeverOpensAgain() {
        DataKey victim = slots.take();
        JdbcTemplate thief = new JdbcTemplate(dataSource);
        byte[] copy = thief.queryForObject("select wrapped from key_slot where slot_id = ?", byte[].class, (Object)
                victim.slotId().bytes());
        slots.destroy(Set.of(victim.slotId()));
        thief.update(
                "insert into key_slot (slot_id, wrapped) values (?, ?)",
                victim.slotId().bytes(),
                copy);
        assertThatThrownBy(() -> node().open(Set.of(victim.slotId()))).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void aWholeOldCopyNeverOpensAgainOnceTheKeyEncryptionKeyIsRotated() throws Exception {
        DataKey victim = slots.take();
        Map<String, byte[]> system = new TreeMap<>();
        store.systemKeyNames()
                .forEach(name -> system.put(name, store.systemKey(name).orElseThrow()));
        slots.destroy(Set.of(victim.slotId()));
        assertThat(new KeyEncryptionKeyRotation(keystore, store).rotate()).isEqualTo(1);
        byte[] oldEpoch = system.get(ShardKeys.EPOCH);
        assertThatThrownBy(() -> keystore.unwrap(oldEpoch, SystemKeys.associatedData(ShardKeys.EPOCH)))
                .isInstanceOf(KeyUnavailableException.class);
        assertThat(reveal(node(), slots.take())).isNotNull();
        KeystoreFile reopened = KeystoreFile.openOrCreate(directory.resolve("keystore.bcfks"), PASSPHRASE);
        assertThat(reopened.unwrap(
                                store.systemKey(ShardKeys.EPOCH).orElseThrow(),
                                SystemKeys.associatedData(ShardKeys.EPOCH))
                        .reveal())
                .hasSize(32);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aRotationStoppedBeforeItsEndIsSimplyRunAgain() {
        DataKey key = slots.take();
        keystore.renew();
        keystore.renew();
        assertThat(reveal(node(), key)).isEqualTo(key.key().reveal());
        new KeyEncryptionKeyRotation(keystore, store).rotate();
        assertThat(reveal(node(), key)).isEqualTo(key.key().reveal());
    }

    @Test
    void anAlteredSlotIsAnOutageNotAKey() {
        DataKey key = slots.take();
        JdbcTemplate thief = new JdbcTemplate(dataSource);
        byte[] wrapped = thief.queryForObject("select wrapped from key_slot where slot_id = ?", byte[].class, (Object)
                key.slotId().bytes());
        byte[] altered = Arrays.copyOf(wrapped, wrapped.length);
        altered[altered.length - 1] ^= 1;
        thief.update(
                "update key_slot set wrapped = ? where slot_id = ?",
                altered,
                key.slotId().bytes());
        assertThatThrownBy(() -> node().open(Set.of(key.slotId()))).isInstanceOf(KeyUnavailableException.class);
    }

    private static byte[] reveal(KeySlots slots, DataKey key) {
        DataKey opened = slots.open(Set.of(key.slotId())).get(key.slotId());
        return opened == null ? null : opened.key().reveal();
    }
}
