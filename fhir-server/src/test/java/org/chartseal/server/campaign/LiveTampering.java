package org.chartseal.server.campaign;

import static org.chartseal.server.campaign.LeafTampering.ofKind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.server.campaign.OutsideTools.Said;

/** What is done under the running server, one kind after the other, each undone before the next. */
final class LiveTampering {
    private static final String ROLLED_BACK = "rolled back: the log shows ";
    private static final String NO_KEY = "no pinned key signed the checkpoint";
    private static final String SPOILT = " is not made of the leaves";

    private final TamperedServer server;
    private final TamperHistory history;
    private final OutsideTools tools;
    private final TamperVerdicts verdicts;

    LiveTampering(TamperedServer server, TamperHistory history, OutsideTools tools, TamperVerdicts verdicts) {
        this.server = server;
        this.history = history;
        this.tools = tools;
        this.verdicts = verdicts;
    }

    /** Looks while something is edited. */
    private interface Look {
        void look(Said audit) throws Exception;
    }

    private void attempt(List<String> tables, List<String> statements, Look look) throws Exception {
        SavedTables saved = new SavedTables(server, tables);
        try {
            int rows = server.sql(statements.toArray(new String[0]));
            if (rows == 0) {
                throw new IllegalStateException("Expected " + statements + " to change a row, found none");
            }
            look.look(tools.audit("--checkpoint", history.newest()));
        } finally {
            saved.putBack();
        }
    }

    private void attempt(String kind, String table, String sql, String verdict, String words) throws Exception {
        attempt(List.of(table), List.of(sql), audit -> verdicts.said(kind, audit, verdict, words));
    }

    private void named(String kind, String table, String sql, Sought sought) throws Exception {
        attempt(List.of(table), List.of(sql), audit -> verdicts.named(kind, audit, List.of(sought)));
    }

    void run() throws Exception {
        leaves();
        tiles();
        checkpoints();
        maps();
        head();
        verdicts.harmless("all undone: no alarm", tools.audit("--checkpoint", history.newest()));
    }

    private void leaves() throws Exception {
        long last = server.number("select max(leaf_index) from cs_leaf");
        for (long leaf : List.of(0L, last / 2, last)) {
            String where = leaf == 0 ? "first" : leaf == last ? "last" : "middle";
            named(
                    "the " + where + " leaf's row deleted",
                    "cs_leaf",
                    "delete from cs_leaf where leaf_index = " + leaf,
                    Sought.of("WITHHELD", "is missing: ", leaf));
        }
        attempt("all leaves' rows deleted", "cs_leaf", "delete from cs_leaf", "WITHHELD", "leaves in order, found 0");
    }

    private void tiles() throws Exception {
        String first = " where tile_level = 0 and tile_index = 0";
        String tile = "tile 0/000";
        attempt(
                "a tile edited",
                "cs_tile",
                "update cs_tile set hashes = set_byte(hashes, 70, get_byte(hashes, 70) # 1)" + first,
                "TAMPERED",
                tile + SPOILT);
        attempt(
                "a tile truncated",
                "cs_tile",
                "update cs_tile set hashes = substring(hashes for 320)" + first,
                "TAMPERED",
                tile + SPOILT);
        attempt("a tile deleted", "cs_tile", "delete from cs_tile" + first, "TAMPERED", tile + SPOILT);
        attempt(
                "a tile of the level above edited",
                "cs_tile",
                "update cs_tile set hashes = set_byte(hashes, 3, get_byte(hashes, 3) # 1) where tile_level = 1",
                "TAMPERED",
                "tile 1/000");
    }

    private void checkpoints() throws Exception {
        String newest = " where tree_size = (select max(tree_size) from cs_checkpoint)";
        String older = "(select note from cs_checkpoint order by tree_size offset 1 limit 1)";
        attempt(
                "the checkpoint without a signature",
                "cs_checkpoint",
                "update cs_checkpoint set note = substr(note, 1, position(E'\\n\\n' in note) + 1)" + newest,
                "exit code 2",
                "the log cannot be read");
        attempt(
                "the checkpoint with another's signature",
                "cs_checkpoint",
                "update cs_checkpoint set note = substr(note, 1, length(note) - 12) || 'AAAAAAAA' || right(note, 4)"
                        + newest,
                "INCONCLUSIVE",
                NO_KEY);
        attempt(
                "the checkpoint with another root",
                "cs_checkpoint",
                "update cs_checkpoint set note = regexp_replace(note, E'\\n[A-Za-z0-9+/]{43}=\\n', E'\\n"
                        + "A".repeat(43) + "=\\n')" + newest,
                "INCONCLUSIVE",
                NO_KEY);
        attempt(
                "the checkpoint replaced by an older one",
                "cs_checkpoint",
                "update cs_checkpoint set note = " + older + newest,
                "TAMPERED",
                ROLLED_BACK);
        attempt(
                "the newest checkpoint deleted: it is signed again, the same",
                "cs_checkpoint",
                "delete from cs_checkpoint" + newest,
                "VERIFIED",
                "");
    }

    private void maps() throws Exception {
        List<String> maps = server.column("select map_id from cs_map_snapshot order by as_of_size");
        String one = maps.get(1);
        long leaf = server.number("select p.leaf_index from cs_map_snapshot m join cs_pending p on p.pending_id ="
                + " m.pending_id where m.map_id = '" + one + "'");
        String another = "the map that is shown is not the one in the leaf";
        named(
                "a map's head edited",
                "cs_map_chunk",
                "update cs_map_chunk set heads = set_byte(heads, 60, get_byte(heads, 60) # 1) where chunk = 0 and map_id = '"
                        + one + "'",
                Sought.of("TAMPERED", another, leaf));
        named(
                "an older map put in a newer one's place",
                "cs_map_chunk",
                "update cs_map_chunk c set heads = (select o.heads from cs_map_chunk o where o.chunk = 0 and o.map_id = '"
                        + maps.get(0) + "') where c.chunk = 0 and c.map_id = '" + one + "'",
                Sought.of("TAMPERED", another, leaf));
        named(
                "a map hidden",
                "cs_map_snapshot",
                "delete from cs_map_snapshot where map_id = '" + one + "'",
                Sought.of("WITHHELD", "opens, but its map is not shown", leaf));
        named(
                "a map's keys edited",
                "cs_map_snapshot",
                "update cs_map_snapshot set sealed_keys = set_byte(sealed_keys, 30, get_byte(sealed_keys, 30) # 1)"
                        + " where map_id = '" + one + "'",
                Sought.of("WITHHELD", "opens, but its map is not shown", leaf));
        named(
                "a map's event edited",
                "cs_leaf",
                "update cs_leaf set event = convert_to(convert_from(event, 'UTF8') || ' ', 'UTF8') where leaf_index = "
                        + leaf + " and" + ofKind(5),
                Sought.of("TAMPERED", "the content does not have the hash in the leaf", leaf));
    }

    private void head() throws Exception {
        FhirClient backend = server.process.client("backend");
        List<Path> promises = new ArrayList<>();
        for (String edit : List.of(
                "tree_size = tree_size - 1",
                "tree_size = tree_size + 1",
                "root = set_byte(root, 2," + " get_byte(root, 2) # 1)")) {
            String victim = history.victims.take();
            Path promise = history.archive().resolve("head-" + promises.size() + ".json");
            SavedTables saved = new SavedTables(server, List.of("cs_log"));
            server.sql("update cs_log set " + edit);
            try {
                promises.add(history.victims.updateAndKeep(backend, victim, 5, promise));
                Thread.sleep(3000);
                verdicts.said(
                        "the log's head edited (" + edit.split(",", -1)[0] + "): it stands still",
                        tools.audit("--promise", promise),
                        "PENDING",
                        "no leaf yet of");
            } finally {
                saved.putBack();
            }
            history.await("select case when count(*) = 0 then 1 else 0 end from cs_pending where leaf_index is null");
        }
        server.sql("update cs_log set epoch = epoch + 7");
        String victim = history.victims.take();
        promises.add(history.victims.updateAndKeep(
                backend, victim, 5, history.archive().resolve("epoch.json")));
        history.await("select case when count(*) = 0 then 1 else 0 end from cs_pending where leaf_index is null");
        Thread.sleep(1500);
        List<Object> all = new ArrayList<>();
        promises.forEach(promise -> all.addAll(List.of("--promise", promise)));
        verdicts.harmless("the log's epoch edited: it goes on, and keeps its promises", tools.audit(all.toArray()));
    }
}
