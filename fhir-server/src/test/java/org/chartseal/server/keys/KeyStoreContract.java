package org.chartseal.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
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
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("keystore.bcfks", "keystore.bcfks.lock");
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

    @Test
    void aSystemKeyThatIsWrappedWhileAnotherNodeRotatesIsNotLost() {
        HookedProvider here = new HookedProvider(anotherKeystore());
        here.afterWrap(() -> new KeyEncryptionKeyRotation(keystore, store).rotate());
        byte[] key = new SystemKeys(here, store).key("late/v1", 32).reveal();
        assertThat(new SystemKeys(anotherKeystore(), store).key("late/v1", 32).reveal())
                .isEqualTo(key);
    }

    @Test
    void anEpochThatIsWrappedWhileAnotherNodeRotatesIsNotLost() {
        DataKey key = slots.take();
        HookedProvider here = new HookedProvider(anotherKeystore());
        KeySlots second = new KeySlots(here, store, 64, Runnable::run);
        here.afterWrap(() -> new KeyEncryptionKeyRotation(keystore, store).rotate());
        second.rotateEpoch();
        assertThat(reveal(freshNode(), key)).isEqualTo(key.key().reveal());
    }

    @Test
    void aRotationDestroysNoKeyThatAnotherNodeBeganToUse() {
        DataKey key = slots.take();
        HookedProvider here = new HookedProvider(anotherKeystore());
        here.beforeDestroying(keystore::renew);
        new KeyEncryptionKeyRotation(here, store).rotate();
        assertThat(reveal(freshNode(), key)).isEqualTo(key.key().reveal());
        slots.rotateEpoch();
        assertThat(reveal(freshNode(), key)).isEqualTo(key.key().reveal());
    }

    @Test
    void aKeyThatIsReadJustBeforeItIsReplacedIsReadAnew() {
        DataKey key = slots.take();
        HookedProvider here = new HookedProvider(keystore);
        here.beforeUnwrap(() -> new KeyEncryptionKeyRotation(keystore, store).rotate());
        assertThat(reveal(new KeySlots(here, store, 64, Runnable::run), key))
                .isEqualTo(key.key().reveal());
        here.beforeUnwrap(() -> new KeyEncryptionKeyRotation(keystore, store).rotate());
        assertThat(new KeyEncryptionKeyRotation(here, store).rotate()).isEqualTo(1);
        assertThat(reveal(freshNode(), key)).isEqualTo(key.key().reveal());
    }

    /** Erasing one patient must not refuse a request for another whose slot is in the same shard. */
    @Test
    void aSlotThatIsReadWhileItsShardIsReplacedStillOpens() {
        DataKey victim = slots.take();
        DataKey neighbour = slots.take();
        for (int i = 0;
                i < 3000 && neighbour.slotId().shard() != victim.slotId().shard();
                i++) {
            neighbour = slots.take();
        }
        assertThat(neighbour.slotId().shard()).isEqualTo(victim.slotId().shard());
        Map<Boolean, KeySlots> node = new HashMap<>();
        SlotId destroyed = victim.slotId();
        KeyMaterialStore slow = new HookedStore(store, () -> node.get(true).destroy(Set.of(destroyed)));
        node.put(true, new KeySlots(keystore, slow, 64, Runnable::run));
        assertThat(reveal(node.get(true), neighbour)).isEqualTo(neighbour.key().reveal());
    }

    @Test
    void twoNodesThatRotateAndAddKeysAtOnceLoseNone() throws Exception {
        DataKey key = slots.take();
        Map<String, byte[]> added = new ConcurrentHashMap<>();
        Map<SlotId, byte[]> taken = new ConcurrentHashMap<>();
        List<Callable<Void>> work = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            int number = node;
            KeystoreFile keys = anotherKeystore();
            KeySlots nodeSlots = new KeySlots(keys, store, 16, Runnable::run);
            SystemKeys systemKeys = new SystemKeys(keys, store);
            KeyEncryptionKeyRotation rotation = new KeyEncryptionKeyRotation(keys, store);
            work.add(repeatedly(4, i -> rotation.rotate()));
            work.add(repeatedly(8, i -> nodeSlots.rotateEpoch()));
            work.add(repeatedly(8, i -> {
                String name = "test-" + number + "-" + i;
                added.put(name, systemKeys.key(name, 32).reveal());
            }));
            work.add(repeatedly(8, i -> {
                DataKey mine = nodeSlots.take();
                taken.put(mine.slotId(), mine.key().reveal());
                DataKey victim = nodeSlots.take();
                nodeSlots.destroy(Set.of(victim.slotId()));
                assertThat(reveal(nodeSlots, victim)).isNull();
            }));
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        SystemKeys reopened = new SystemKeys(anotherKeystore(), store);
        assertThat(added).hasSize(16);
        added.forEach((name, bytes) ->
                assertThat(reopened.key(name, 32).reveal()).as(name).isEqualTo(bytes));
        KeySlots fresh = freshNode();
        assertThat(reveal(fresh, key)).isEqualTo(key.key().reveal());
        assertThat(taken).hasSize(16);
        taken.forEach((id, bytes) ->
                assertThat(fresh.open(Set.of(id)).get(id).key().reveal()).isEqualTo(bytes));
    }

    private static Callable<Void> repeatedly(int times, IntConsumer work) {
        return () -> {
            for (int i = 0; i < times; i++) {
                work.accept(i);
            }
            return null;
        };
    }

    private KeystoreFile anotherKeystore() {
        return KeystoreFile.openOrCreate(directory.resolve("keystore.bcfks"), PASSPHRASE);
    }

    private KeySlots freshNode() {
        return new KeySlots(anotherKeystore(), store, 16, Runnable::run);
    }

    private static byte[] reveal(KeySlots slots, DataKey key) {
        DataKey opened = slots.open(Set.of(key.slotId())).get(key.slotId());
        return opened == null ? null : opened.key().reveal();
    }
}
