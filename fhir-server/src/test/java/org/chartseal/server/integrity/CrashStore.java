package org.chartseal.server.integrity;

import java.nio.file.Path;
import java.util.List;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.JdbcKeyMaterialStore;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.KeystoreFile;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** The server's store and its keys in files, and nothing else of the server; it passes marks on its way. */
final class CrashStore implements AutoCloseable {
    private final ClinicalDatabase database;
    private final KeySlots slots;
    private final Mark.Stops stops;
    private final LogStore log;

    CrashStore(Path directory, Mark.Stops stops) {
        this.stops = stops;
        this.database = ClinicalDatabase.h2(directory.resolve("log"));
        LogHead empty = LogHead.empty(1);
        database.jdbc()
                .update(
                        "insert into cs_log (log_id, origin, tree_size, root, epoch) select 1, ?, ?, ?, ?"
                                + " where not exists (select 1 from cs_log)",
                        TestLog.ORIGIN,
                        empty.size(),
                        empty.root(),
                        empty.epoch());
        JdbcDataSource keys = new JdbcDataSource();
        keys.setUrl("jdbc:h2:file:" + directory.resolve("slots").toAbsolutePath()
                + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE");
        JdbcKeyMaterialStore store = new JdbcKeyMaterialStore(keys, "varbinary(16384)");
        KeystoreFile keystore =
                KeystoreFile.openOrCreate(directory.resolve("keystore.bcfks"), Secret.of("a passphrase".toCharArray()));
        SystemKeys system = new SystemKeys(keystore, store);
        this.slots = new KeySlots(keystore, store, 64, Runnable::run);
        SubjectSlots subjects = new SubjectSlots(database.jdbc(), false, slots, system);
        LogStore stored = new JdbcLogStore(
                new MarkedTemplate(),
                new TransactionTemplate(new JdbcTransactionManager(database.dataSource())) {
                    @Override
                    public <T> T execute(TransactionCallback<T> action) {
                        return super.execute(status -> {
                            T result = action.doInTransaction(status);
                            stops.pass(Mark.APPEND_BEFORE_COMMIT);
                            return result;
                        });
                    }
                },
                new LogKeys(system, subjects),
                new PendingRows(slots),
                new SubjectLinkSeal(subjects, slots),
                new TombstoneRows(database.jdbc(), subjects, new LogOrigin(TestLog.ORIGIN)),
                new LogIncidents());
        this.log = stored;
    }

    /** Passes the marks of statements. */
    private final class MarkedTemplate extends JdbcTemplate {
        MarkedTemplate() {
            super(database.dataSource());
        }

        @Override
        public int update(String sql, Object... arguments) {
            if (sql.contains("cs_tile")) {
                stops.pass(Mark.TILE_IN_APPEND);
            } else if (sql.contains("cs_checkpoint")) {
                stops.pass(Mark.CHECKPOINT_BEFORE_SAVE);
            }
            return super.update(sql, arguments);
        }
    }

    LogStore log() {
        return log;
    }

    /** The newest version that was committed, 0 if none was. */
    long newestVersion(long resource) {
        Long newest = database.jdbc()
                .queryForObject(
                        "select coalesce(max(res_ver), 0) from cs_pending where res_id = ?", Long.class, resource);
        return newest == null ? 0 : newest;
    }

    /** Commits a version's pending row, and returns its commitment. */
    byte[] enqueue(LeafWrite write, long resource, long version, List<String> subjects) {
        byte[] w = TestLog.w(write);
        byte[] random = TestLog.sha("random" + write.resource() + write.versionId());
        WriteOpening opening = new WriteOpening(write, random, TestLog.sha("leaf key"), true, subjects);
        List<DataKey> owners = List.of(slots.take());
        String sealed = PendingRows.seal(opening, resource, version, w, owners);
        database.transactions().executeWithoutResult(status -> {
            database.jdbc()
                    .update(
                            "insert into cs_pending (res_id, res_ver, w, sealed) values (?, ?, ?, ?)",
                            resource,
                            version,
                            w,
                            sealed);
            stops.pass(Mark.WRITE_BEFORE_COMMIT);
        });
        return w;
    }

    @Override
    public void close() {
        database.close();
    }
}
