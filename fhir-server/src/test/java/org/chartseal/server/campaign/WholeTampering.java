package org.chartseal.server.campaign;

import static org.chartseal.server.campaign.TamperHistory.BASELINE;
import static org.chartseal.server.campaign.TamperHistory.EARLY;
import static org.chartseal.server.campaign.TamperHistory.quiet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chartseal.server.campaign.OutsideTools.Said;

/** Whole sets of tables put back, the log's end cut off, and two histories: each on a fresh copy. */
final class WholeTampering {
    private static final String ROLLED_BACK = "rolled back: the log shows ";

    private final TamperedServer server;
    private final TamperHistory history;
    private final OutsideTools tools;
    private final TamperVerdicts verdicts;
    private final OwnNode node;

    WholeTampering(
            TamperedServer server, TamperHistory history, OutsideTools tools, TamperVerdicts verdicts, OwnNode node) {
        this.server = server;
        this.history = history;
        this.tools = tools;
        this.verdicts = verdicts;
        this.node = node;
    }

    void run() throws Exception {
        clinicalRolledBack();
        logRolledBack();
        endCutOff();
        allRolledBack();
        fork();
    }

    private void clinicalRolledBack() throws Exception {
        server.restore(BASELINE);
        long first = history.victims.leaf(history.victims.newest(), 2);
        TableTransfer.copy(server, EARLY, table -> table.startsWith("hfj_") || table.startsWith("trm_"));
        server.start(quiet());
        Said audit = tools.audit("--checkpoint", history.newest());
        verdicts.named(
                "the clinical tables put back to an earlier copy",
                audit,
                List.of(Sought.of("WITHHELD", "its content is not shown (the server says row-missing)", first)));
        Map.Entry<String, Path> proof = history.proofs.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/3"))
                .findFirst()
                .orElseThrow();
        verdicts.said(
                "an archived proof of a version that is gone",
                tools.verify(proof.getValue()),
                "WITHHELD",
                "the server no longer returns the version");
        server.stop();
    }

    private void logRolledBack() throws Exception {
        server.restore(BASELINE);
        TableTransfer.copy(
                server,
                EARLY,
                table -> table.startsWith("cs_")
                        && !table.startsWith("cs_key")
                        && !table.startsWith("cs_slot")
                        && !table.startsWith("cs_index"));
        server.start(quiet());
        verdicts.said(
                "the log's tables put back to an earlier copy: an archived checkpoint",
                tools.audit("--checkpoint", history.newest()),
                "TAMPERED",
                ROLLED_BACK);
        verdicts.said("the same: the chain", tools.audit("--rpc", node.address()), "TAMPERED", ROLLED_BACK);
        verdicts.said(
                "the same: an archived proof",
                tools.verify(history.proofs.values().iterator().next()),
                "TAMPERED",
                "fewer than the");
        server.stop();
    }

    /** What an operator does who wants the newest leaves never to have been: all tables fit one another afterwards. */
    private void endCutOff() throws Exception {
        server.restore(BASELINE);
        long size = server.number("select tree_size from cs_checkpoint order by tree_size desc offset 2 limit 1");
        String root =
                server.text("select encode(decode(split_part(note, E'\\n', 3), 'base64'), 'hex') from cs_checkpoint"
                        + " where tree_size = " + size);
        server.sql(
                "delete from cs_leaf where leaf_index >= " + size,
                "delete from cs_pending where leaf_index >= " + size,
                "delete from cs_checkpoint where tree_size > " + size,
                "delete from cs_anchor where tree_size > " + size,
                "update cs_tile set hashes = substring(hashes for (32 * least(256, " + size
                        + " - 256 * tile_index))::int) where tile_level = 0 and tile_index * 256 < " + size,
                "delete from cs_tile where tile_level = 0 and tile_index * 256 >= " + size,
                "update cs_log set tree_size = " + size + ", root = decode('" + root + "', 'hex')");
        server.start(quiet());
        Said audit = tools.audit("--checkpoint", history.newest(), "--rpc", node.address());
        verdicts.said("the newest leaves cut off, with tiles and head", audit, "TAMPERED", ROLLED_BACK);
        server.stop();
    }

    private void allRolledBack() throws Exception {
        server.restoreDatabase(EARLY);
        server.start(quiet());
        verdicts.said(
                "the whole database put back behind the chain: an archived checkpoint",
                tools.audit("--checkpoint", history.newest()),
                "TAMPERED",
                ROLLED_BACK);
        verdicts.said("the same: the chain", tools.audit("--rpc", node.address()), "TAMPERED", ROLLED_BACK);
        FhirClient backend = server.process.client("backend");
        // Two versions a victim and two leaves: more than were there before.
        long before = history.checkpoints.lastKey();
        for (int i = 0; i < 20 && server.number("select tree_size from cs_log") <= before; i++) {
            history.victims.create(backend, 25);
            history.await("select case when count(*) = 0 then 1 else 0 end from cs_pending where leaf_index is null");
        }
        history.await("select case when (select max(tree_size) from cs_checkpoint) > " + before + " then 1 else 0 end");
        verdicts.said(
                "the same, grown beyond what was archived",
                tools.audit("--checkpoint", history.newest()),
                "TAMPERED",
                "forked, two histories of which the log signed both");
        verdicts.said(
                "the same: an archived proof",
                tools.verify(history.proofs.values().iterator().next()),
                "TAMPERED",
                "the server cannot show that its log continues the one it signed before");
        server.stop();
    }

    /** From one copy two servers go on; each officer sees one of them, until they compare. */
    private void fork() throws Exception {
        Path first = grow(3, "first");
        Path ledger = Files.copy(
                server.process.data().resolve("development.ledger"),
                history.archive().resolve("first.ledger"));
        Path second = grow(5, "second");
        server.start(quiet());
        verdicts.harmless("a fork shown to one officer alone", tools.audit("--checkpoint", second));
        verdicts.said(
                "a fork, when officers exchange checkpoints",
                tools.audit("--checkpoint", first, "--checkpoint", history.newest()),
                "TAMPERED",
                "forked, two histories of which the log signed both");
        try (OwnNode other = new OwnNode(ledger)) {
            verdicts.said(
                    "a fork, of which the other history is on the chain",
                    tools.audit("--rpc", other.address()),
                    "TAMPERED",
                    "forked, two histories of which the log signed both");
        }
        server.stop();
    }

    private Path grow(int victims, String name) throws Exception {
        server.restore(BASELINE);
        server.start(quiet());
        history.victims.create(server.process.client("backend"), victims);
        history.await("select case when count(*) = 0 then 1 else 0 end from cs_pending where leaf_index is null");
        history.await("select case when (select max(tree_size) from cs_anchor where block_number is not null) ="
                + " (select tree_size from cs_log) then 1 else 0 end");
        Path checkpoint = history.archive().resolve(name + ".checkpoint");
        history.fetchCheckpoint(checkpoint);
        server.stop();
        return checkpoint;
    }
}
