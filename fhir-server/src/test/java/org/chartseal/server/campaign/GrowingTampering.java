package org.chartseal.server.campaign;

import static org.chartseal.server.campaign.TamperVictims.row;
import static org.chartseal.server.campaign.TamperVictims.version;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.server.campaign.OutsideTools.Said;

/** What shows only in leaves that come after it: rows that wait for a leaf, and the heads of chains. */
final class GrowingTampering {
    private static final String HEAD = " where pending_id = (select pending_id from cs_pending where ";

    private final TamperedServer server;
    private final TamperHistory history;
    private final OutsideTools tools;
    private final TamperVerdicts verdicts;
    private final FhirClient backend;
    private final List<Path> broken = new ArrayList<>();
    private final List<String> brokenVersions = new ArrayList<>();
    private final List<String> continued = new ArrayList<>();

    GrowingTampering(TamperedServer server, TamperHistory history, OutsideTools tools, TamperVerdicts verdicts) {
        this.server = server;
        this.history = history;
        this.tools = tools;
        this.verdicts = verdicts;
        this.backend = server.process.client("backend");
    }

    /** Before the server starts: the heads of chains are edited. */
    void atRest() throws SQLException {
        for (int i = 0; i < 4; i++) {
            continued.add(history.victims.take());
        }
        server.sql(
                "update cs_resource_head set version_seq = 1, leaf_hash = " + firstLeafHash(continued.get(0)) + HEAD
                        + version(continued.get(0), 2) + ")",
                "delete from cs_resource_head" + HEAD + version(continued.get(1), 2) + ")",
                "update cs_subject_head set subject_seq = subject_seq - 1" + subject(continued.get(2)),
                "delete from cs_subject_head" + subject(continued.get(3)));
    }

    private String firstLeafHash(String victim) throws SQLException {
        return "(select sha256('\\x00'::bytea || entry) from cs_leaf where leaf_index = "
                + history.victims.leaf(victim, 1) + ")";
    }

    /** A head's row names nobody: it is found by the leaf that it is of. */
    private String subject(String victim) throws SQLException {
        return " where leaf_hash = (select sha256('\\x00'::bytea || entry) from cs_leaf where leaf_index = "
                + history.victims.leaf(victim, 2) + ")";
    }

    void run() throws Exception {
        breakPromises();
        List<Long> again = putBack();
        List<String> references = List.copyOf(continued);
        for (String victim : references) {
            history.victims.updateAndKeep(backend, victim, 3, history.archive().resolve("unused.json"));
        }
        // So that the log's own time passes the deadlines.
        Thread.sleep(62_000);
        history.victims.create(backend, 1);
        settle();
        List<Object> arguments = new ArrayList<>();
        broken.forEach(promise -> arguments.addAll(List.of("--promise", promise)));
        Said audit = tools.audit(arguments.toArray());
        verdicts.named(
                "a resource's head set back",
                audit,
                tampered(
                        "the version before is not the newest of its chain",
                        history.victims.leaf(references.get(0), 3)));
        verdicts.named(
                "a resource's head deleted: a second chain begins",
                audit,
                tampered("a second chain begins for the same resource", history.victims.leaf(references.get(1), 3)));
        verdicts.named(
                "a patient's head set back",
                audit,
                tampered("of a patient's chain, found", history.victims.leaf(references.get(2), 3)));
        verdicts.named(
                "a patient's head deleted: a second chain begins",
                audit,
                tampered("of a patient's chain, found", history.victims.leaf(references.get(3), 3)));
        verdicts.named(
                "an older version logged again", audit, tampered("version 1 is logged after version 2", again.get(0)));
        verdicts.named(
                "a tick put back and logged again", audit, tampered("replayed: the event of leaf", again.get(1)));
        verdicts.named(
                "a tombstone put back and logged again",
                audit,
                List.of(
                        Sought.of("TAMPERED", "replayed: the event of leaf", again.get(2)),
                        Sought.of("NOT_VERIFIABLE", "erases a leaf that opens or was erased before", again.get(2))));
        for (int i = 0; i < broken.size(); i++) {
            verdicts.said(
                    List.of("a write's row deleted before it had a leaf", "a write's row edited before it had a leaf")
                            .get(i),
                    tools.audit("--promise", broken.get(i)),
                    "TAMPERED",
                    "the log promised a leaf of " + brokenVersion(i));
        }
        forged();
    }

    private static List<Sought> tampered(String words, long leaf) {
        return List.of(Sought.of("TAMPERED", words, leaf));
    }

    private String brokenVersion(int i) {
        return brokenVersions.get(i);
    }

    /** The sequencer takes a row within a second; whoever is too late tries the next victim. */
    private void breakPromises() throws Exception {
        for (String sql :
                List.of("delete from cs_pending", "update cs_pending set w = set_byte(w, 3, get_byte(w, 3) # 1)")) {
            boolean done = false;
            for (int attempt = 0; attempt < 10 && !done; attempt++) {
                String victim = history.victims.take();
                Path promise = history.archive().resolve("broken-" + broken.size() + "-" + attempt + ".json");
                history.victims.updateAndKeep(backend, victim, 3, promise);
                done = server.sql(sql + " where leaf_index is null and " + version(victim, 3)) == 1;
                if (done) {
                    broken.add(promise);
                    brokenVersions.add(victim + "/_history/3");
                }
            }
            if (!done) {
                throw new IllegalStateException("Expected to be before the sequencer once in ten times");
            }
        }
    }

    /** Rows whose leaves there are already are made to wait for one again; returns the new leaves. */
    private List<Long> putBack() throws Exception {
        settle();
        String victim = history.victims.take();
        List<Long> leaves = new ArrayList<>();
        server.sql("update cs_pending set leaf_index = null where " + version(victim, 1));
        settle();
        leaves.add(history.victims.leaf(victim, 1));
        leaves.add(again("select p.sealed from cs_pending p join cs_leaf l on l.pending_id = p.pending_id where"
                + LeafTampering.ofKind(7) + " limit 1"));
        leaves.add(
                again("select p.sealed from cs_pending p join cs_tombstone t on t.pending_id = p.pending_id limit 1"));
        return leaves;
    }

    private long again(String select) throws Exception {
        server.sql("insert into cs_pending (sealed) " + select);
        settle();
        return server.number("select leaf_index from cs_pending order by pending_id desc limit 1");
    }

    /** Rows that nobody with the keys made: none becomes a leaf. */
    private void forged() throws Exception {
        String victim = history.victims.take();
        long before = server.number("select max(leaf_index) from cs_leaf");
        server.sql(
                "insert into cs_pending (sealed) values ('{\"event\":\"tick\"}')",
                "insert into cs_pending (res_id, res_ver, w, sealed) select res_id, 77, w, sealed from cs_pending where "
                        + "RES_ID = " + row(victim) + " and RES_VER = 2");
        Thread.sleep(4000);
        long after = server.number("select max(leaf_index) from cs_leaf");
        verdicts.refused("a forged event's row", before, after);
        verdicts.refused("a write's row duplicated under another version", before, after);
    }

    /** What can have a leaf has one. */
    private void settle() throws Exception {
        // The row that was edited waits for ever.
        int waiting = broken.size() < 2 ? 0 : 1;
        history.await("select case when count(*) <= " + waiting
                + " then 1 else 0 end from cs_pending where leaf_index is" + " null");
        history.await(
                "select case when (select max(tree_size) from cs_checkpoint) = (select tree_size from cs_log) then 1"
                        + " else 0 end");
    }
}
