package org.chartseal.server.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.LogStoreContract;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.map.AbsenceProof;
import org.chartseal.anchoring.map.HeadName;
import org.chartseal.anchoring.map.HeadSpace;
import org.chartseal.anchoring.map.KeyedHead;
import org.chartseal.anchoring.map.MapChunk;
import org.chartseal.anchoring.map.MapKeys;
import org.chartseal.anchoring.map.MapReader;
import org.chartseal.anchoring.map.MapRoot;
import org.chartseal.anchoring.map.MapSnapshot;
import org.chartseal.anchoring.map.PresenceProof;
import org.chartseal.anchoring.proof.MapOpening;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.JdbcKeyMaterialStore;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.KeystoreFile;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The store of the server, with real keys in a key store of its own, on one kind of database. */
abstract class JdbcLogStoreContract extends LogStoreContract {
    @TempDir
    Path directory;

    private ClinicalDatabase database;
    private KeySlots slots;
    private SubjectSlots subjects;
    private LogKeys keys;
    private LogStore log;

    abstract ClinicalDatabase newDatabase();

    @Override
    protected LogStore emptyStore() {
        database = newDatabase();
        LogHead empty = LogHead.empty(1);
        database.jdbc()
                .update(
                        "insert into cs_log (log_id, origin, tree_size, root, epoch) values (1, ?, ?, ?, ?)",
                        TestLog.ORIGIN,
                        empty.size(),
                        empty.root(),
                        empty.epoch());
        JdbcDataSource keys = new JdbcDataSource();
        keys.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        JdbcKeyMaterialStore store = new JdbcKeyMaterialStore(keys, "varbinary(16384)");
        KeystoreFile keystore =
                KeystoreFile.openOrCreate(directory.resolve("keystore.bcfks"), Secret.of("a passphrase".toCharArray()));
        SystemKeys system = new SystemKeys(keystore, store);
        slots = new KeySlots(keystore, store, 64, Runnable::run);
        subjects = new SubjectSlots(database.jdbc(), database.isPostgres(), slots, system);
        this.keys = new LogKeys(system, subjects);
        log = new JdbcLogStore(
                database.jdbc(),
                database.transactions(),
                this.keys,
                new PendingRows(slots),
                new SubjectLinkSeal(subjects, slots),
                new TombstoneRows(database.jdbc(), subjects, new LogOrigin(TestLog.ORIGIN)),
                new LogIncidents());
        return log;
    }

    @Test
    void mapsItsHeadsOnceForEachChange() {
        MapSnapshots snapshots = new MapSnapshots(database.jdbc(), keys.mapKeys());
        LogChore maker = maker(snapshots);
        maker.run(log.head(), () -> true);
        assertThat(snapshots.newest()).isEmpty();

        for (int i = 0; i < 700; i++) {
            LeafWrite write = TestLog.observation("o" + i, 1);
            enqueue(log, write, TestLog.w(write), List.of("Patient/p" + i % 3), null);
        }
        sequence();
        maker.run(log.head(), () -> false);
        assertThat(snapshots.newest()).as("relieved midway").isEmpty();
        snapshots.stage("crashed", new MapChunk(0, new byte[KeyedHead.LENGTH], new byte[32]));
        maker.run(log.head(), () -> true);
        maker.run(log.head(), () -> true);
        assertThat(snapshots.logged(9)).as("waits for its leaf").isEmpty();
        sequence();
        maker.run(log.head(), () -> true);
        sequence();
        assertThat(log.head().size()).isEqualTo(702);
        assertThat(database.jdbc().queryForObject("select count(distinct map_id) from cs_map_chunk", Integer.class))
                .isEqualTo(1);

        MapSnapshots.Taken taken = snapshots.logged(9).get(0);
        assertThat(taken.leafIndex()).isEqualTo(701);
        assertThat(taken.asOfSize()).isEqualTo(701);
        assertThat(taken.mapSize()).isEqualTo(703);
        MapKeys mapKeys = snapshots.keys(taken);
        MapSnapshot snapshot = new MapSnapshot(taken.asOfSize(), taken.mapSize(), mapKeys.keyHash(), taken.root());
        assertThat(log.event(701)).hasValue(snapshot.event());
        MapReader reader = new MapReader(snapshots.chunks(taken), mapKeys);
        PresenceProof patient = (PresenceProof) reader.prove(HeadSpace.SUBJECT, "Patient/p1");
        assertThat(patient.verifies(snapshot, mapKeys.mapKey(), HeadSpace.SUBJECT, "Patient/p1"))
                .isTrue();
        assertThat(patient.head().seq()).isEqualTo(233);
        assertThat(patient.head().leafHash())
                .isEqualTo(log.subjectHeads(List.of("Patient/p1"))
                        .get("Patient/p1")
                        .leafHash());
        assertThat(reader.prove(HeadSpace.VERSION, "Observation/o699"))
                .isInstanceOf(PresenceProof.class)
                .matches(proof -> proof.verifies(snapshot, mapKeys.mapKey(), HeadSpace.VERSION, "Observation/o699"));
        assertThat(reader.prove(HeadSpace.SUBJECT, "Patient/p3"))
                .isInstanceOf(AbsenceProof.class)
                .matches(proof -> proof.verifies(snapshot, mapKeys.mapKey(), HeadSpace.SUBJECT, "Patient/p3"));
        MapOpening opening = snapshots.opening(701).orElseThrow();
        MapRoot root = new MapRoot(mapKeys.valueKey());
        for (int i = 0; i < 703; i++) {
            root.append(KeyedHead.at(opening.heads(), i));
        }
        assertThat(root.root()).isEqualTo(taken.root());
    }

    @Test
    void namesHeadsThatAreOlderThanMaps() {
        LeafWrite write = TestLog.observation("old", 1);
        enqueue(log, write, TestLog.w(write), List.of("Patient/old"), null);
        sequence();
        database.jdbc().update("update cs_resource_head set map_name = null");
        database.jdbc().update("update cs_subject_head set map_name = null");
        new UnnamedHeads(database.jdbc(), keys, new PendingRows(slots), new SubjectLinkSeal(subjects, slots))
                .run(log.head(), () -> true);
        List<byte[]> names = new ArrayList<>();
        new HeadRows(database.jdbc(), keys.headNames()).forEach((space, name, head) -> names.add(name));
        assertThat(names).containsExactly(HeadName.of("Observation/old"), HeadName.of("Patient/old"));
    }

    private LogChore maker(MapSnapshots snapshots) {
        return new SnapshotMaker(
                new LogOrigin(TestLog.ORIGIN),
                log,
                new HeadRows(database.jdbc(), keys.headNames()),
                snapshots,
                new EventRows(database.jdbc(), subjects),
                database.jdbc(),
                database.transactions(),
                new SnapshotProperties(Duration.ZERO, 1),
                Clock.systemUTC());
    }

    private void sequence() {
        TestLog.sequencer(log).sequence(10_000);
    }

    @Override
    protected long enqueue(LogStore store, LeafWrite write, byte[] w, List<String> names, byte[] event) {
        return database.transactions().execute(status -> {
            if (w == null) {
                List<DataKey> owners = subjects.keysOf(List.of("system/log"));
                return insert(null, null, null, PendingRows.sealEvent(write, event, owners));
            }
            byte[] random = TestLog.sha("random" + write.resource() + write.versionId());
            WriteOpening opening = new WriteOpening(write, random, TestLog.sha("leaf key"), true, names);
            long resource = write.resource().hashCode();
            long version = Long.parseLong(write.versionId());
            List<DataKey> owners = List.of(slots.take());
            return insert(resource, version, w, PendingRows.seal(opening, resource, version, w, owners));
        });
    }

    private long insert(Long resource, Long version, byte[] w, String sealed) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        database.jdbc()
                .update(
                        connection -> {
                            PreparedStatement insert = connection.prepareStatement(
                                    "insert into cs_pending (res_id, res_ver, w, sealed) values (?, ?, ?, ?)",
                                    new String[] {"pending_id"});
                            insert.setObject(1, resource);
                            insert.setObject(2, version);
                            insert.setBytes(3, w);
                            insert.setString(4, sealed);
                            return insert;
                        },
                        id);
        return id.getKey().longValue();
    }

    @AfterEach
    void close() {
        database.close();
    }
}
