package org.chartseal.server.integrity;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.LogStoreContract;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.JdbcKeyMaterialStore;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.KeystoreFile;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The store of the server, with real keys in a key store of its own, on one kind of database. */
abstract class JdbcLogStoreContract extends LogStoreContract {
    @TempDir
    Path directory;

    private ClinicalDatabase database;
    private KeySlots slots;
    private SubjectSlots subjects;

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
        return new JdbcLogStore(
                database.jdbc(),
                database.transactions(),
                new LogKeys(system, subjects),
                new PendingRows(slots),
                new SubjectLinkSeal(subjects, slots),
                new TombstoneRows(database.jdbc(), subjects, new LogOrigin(TestLog.ORIGIN)),
                new LogIncidents());
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
