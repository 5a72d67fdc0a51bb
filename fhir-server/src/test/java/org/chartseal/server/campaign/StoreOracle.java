package org.chartseal.server.campaign;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.VersionLink;

/** What a store told the world before it was killed, and what its file must therefore have. */
final class StoreOracle {
    private final Map<String, String> acknowledged = new HashMap<>();
    private final Map<Long, Set<String>> roots = new HashMap<>();
    private long leaves;
    private int checks;

    private record Leaf(long index, long pendingId, byte[] entry, byte[] link, String version, String w) {}

    /** Takes note of a line that the child printed. */
    synchronized void heard(String line) {
        String[] parts = line.split(" ", -1);
        if (parts[0].equals("acked") && parts.length == 4) {
            acknowledged.put(parts[1] + "/" + parts[2], parts[3]);
        } else if (parts[0].equals("checkpoint") && parts.length == 2) {
            Checkpoint seen = SignedCheckpoint.parse(
                            new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                    .checkpoint();
            roots.computeIfAbsent(seen.size(), size -> new HashSet<>())
                    .add(HexFormat.of().formatHex(seen.root()));
        }
    }

    synchronized int acknowledged() {
        return acknowledged.size();
    }

    synchronized int checkpoints() {
        return roots.size();
    }

    long leaves() {
        return leaves;
    }

    int checks() {
        return checks;
    }

    /** What is not as it must be in the file of a store that has come to rest. */
    synchronized List<String> complaints(Path home) throws SQLException {
        checks++;
        List<String> complaints = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + home.resolve("log").toAbsolutePath() + ";IFEXISTS=TRUE", "sa", "");
                Statement statement = connection.createStatement()) {
            List<Leaf> all = leaves(statement);
            leaves = all.size();
            versions(all, complaints);
            tree(all, statement, complaints);
            if (number(statement, "select count(*) from cs_pending where leaf_index is null") != 0) {
                complaints.add("a version still waits for its leaf");
            }
        }
        return complaints;
    }

    private static List<Leaf> leaves(Statement statement) throws SQLException {
        List<Leaf> all = new ArrayList<>();
        try (ResultSet row =
                statement.executeQuery("select l.leaf_index, l.pending_id, l.entry, l.version_link, p.res_id,"
                        + " p.res_ver, p.w, p.leaf_index from cs_leaf l left join cs_pending p on p.pending_id = l.pending_id"
                        + " order by l.leaf_index")) {
            while (row.next()) {
                boolean ofVersion = row.getObject(5) != null && row.getLong(8) == row.getLong(1);
                all.add(new Leaf(
                        row.getLong(1),
                        row.getLong(2),
                        row.getBytes(3),
                        row.getBytes(4),
                        ofVersion ? row.getLong(5) + "/" + row.getLong(6) : "",
                        ofVersion ? HexFormat.of().formatHex(row.getBytes(7)) : ""));
            }
        }
        return all;
    }

    private void versions(List<Leaf> all, List<String> complaints) {
        Map<String, String> logged = new HashMap<>();
        Map<String, byte[]> heads = new HashMap<>();
        Map<String, Long> lengths = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Leaf leaf = all.get(i);
            if (leaf.index() != i) {
                complaints.add("expected leaf " + i + ", found " + leaf.index());
                return;
            }
            if (leaf.version().isEmpty()) {
                if (i > 0) {
                    complaints.add("leaf " + i + " is of no version");
                }
                continue;
            }
            if (logged.put(leaf.version(), leaf.w()) != null) {
                complaints.add(leaf.version() + " has two leaves");
            }
            String resource = leaf.version().split("/", -1)[0];
            VersionLink link = VersionLink.decode(leaf.link());
            long length = lengths.merge(resource, 1L, Long::sum);
            byte[] previous = heads.put(resource, MerkleTree.leafHash(leaf.entry()));
            if (link.versionSeq() != length
                    || !leaf.version().equals(resource + "/" + length)
                    || !Arrays.equals(link.prevLeafHash(), previous == null ? new byte[32] : previous)) {
                complaints.add(leaf.version() + " does not continue its chain at " + length);
            }
        }
        acknowledged.forEach((version, w) -> {
            if (!w.equals(logged.get(version))) {
                complaints.add(version + " was acknowledged and has leaf " + logged.get(version));
            }
        });
    }

    private void tree(List<Leaf> all, Statement statement, List<String> complaints) throws SQLException {
        CompactRange range = new CompactRange();
        List<byte[]> hashes = new ArrayList<>();
        Map<Long, Set<String>> expected = new HashMap<>(roots);
        for (Leaf leaf : all) {
            byte[] hash = MerkleTree.leafHash(leaf.entry());
            hashes.add(hash);
            range.append(hash);
            String root = HexFormat.of().formatHex(range.root());
            Set<String> seen = expected.remove(range.size());
            if (seen != null && !seen.equals(Set.of(root))) {
                complaints.add("forked: size " + range.size() + " was signed with " + seen + ", found " + root);
            }
        }
        expected.keySet().forEach(size -> complaints.add("a checkpoint of " + size + " leaves was seen, found fewer"));
        String head = HexFormat.of().formatHex(range.root());
        if (number(
                        statement,
                        "select count(*) from cs_log where tree_size = " + all.size() + " and root = X'" + head + "'")
                != 1) {
            complaints.add("the head is not that of the leaves");
        }
        tiles(hashes, statement, complaints);
    }

    private static void tiles(List<byte[]> leafHashes, Statement statement, List<String> complaints)
            throws SQLException {
        List<byte[]> hashes = leafHashes;
        for (int level = 0; !hashes.isEmpty(); level++) {
            List<byte[]> above = new ArrayList<>();
            for (int from = 0; from < hashes.size(); from += 256) {
                List<byte[]> tile = hashes.subList(from, Math.min(hashes.size(), from + 256));
                StringBuilder hex = new StringBuilder();
                tile.forEach(hash -> hex.append(HexFormat.of().formatHex(hash)));
                if (number(
                                statement,
                                "select count(*) from cs_tile where tile_level = " + level + " and tile_index = "
                                        + from / 256 + " and hashes = X'" + hex + "'")
                        != 1) {
                    complaints.add("tile " + level + "/" + from / 256 + " is not made of the leaves");
                }
                if (tile.size() == 256) {
                    above.add(MerkleTree.root(tile));
                }
            }
            hashes = above;
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
