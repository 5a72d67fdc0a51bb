package org.chartseal.server.integrity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.map.KeyedHead;
import org.chartseal.anchoring.map.MapChunk;
import org.chartseal.anchoring.map.MapChunks;
import org.chartseal.anchoring.map.MapKeys;
import org.chartseal.anchoring.map.MapSnapshot;
import org.chartseal.anchoring.proof.MapOpening;
import org.springframework.jdbc.core.JdbcTemplate;

/** The maps that were made of the log's heads, in the clinical database. */
final class MapSnapshots {
    private static final String SELECT =
            "select m.as_of_size, m.map_id, m.map_size, m.root, m.sealed_keys, m.taken_ms, p.leaf_index"
                    + " from cs_map_snapshot m join cs_pending p on p.pending_id = m.pending_id ";

    private final JdbcTemplate jdbc;
    private final MapKeySeal seal;

    MapSnapshots(JdbcTemplate jdbc, MapKeySeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /**
     * One map.
     *
     * @param takenMs when it was made, milliseconds since 1970
     * @param leafIndex its leaf, -1 while it waits for it
     */
    record Taken(
            long asOfSize, String mapId, long mapSize, byte[] root, byte[] sealedKeys, long takenMs, long leafIndex) {}

    /** The newest, whether or not it has its leaf. */
    Optional<Taken> newest() {
        return jdbc.query(SELECT + "order by m.as_of_size desc limit 1", (row, i) -> taken(row)).stream()
                .findFirst();
    }

    /** The newest that have their leaves, newest first. */
    List<Taken> logged(int most) {
        return jdbc.query(
                SELECT + "where p.leaf_index is not null order by m.as_of_size desc limit ?",
                (row, i) -> taken(row),
                most);
    }

    private static Taken taken(ResultSet row) throws SQLException {
        long leafIndex = row.getLong(7);
        return new Taken(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getBytes(4),
                row.getBytes(5),
                row.getLong(6),
                row.wasNull() ? -1 : leafIndex);
    }

    /**
     * The keys of a map.
     *
     * @throws org.chartseal.server.sealing.SealBrokenException if its row was altered
     */
    MapKeys keys(Taken taken) {
        return seal.open(taken.asOfSize(), taken.root(), taken.sealedKeys());
    }

    /** The whole map of a leaf of kind 5, empty if there is none. */
    Optional<MapOpening> opening(long leafIndex) {
        return jdbc.query(SELECT + "where p.leaf_index = ?", (row, i) -> taken(row), leafIndex).stream()
                .findFirst()
                .map(taken -> new MapOpening(keys(taken), heads(taken)));
    }

    private byte[] heads(Taken taken) {
        byte[] heads = new byte[Math.toIntExact(taken.mapSize() * KeyedHead.LENGTH)];
        int[] at = {0};
        jdbc.query(
                "select heads from cs_map_chunk where map_id = ? order by chunk",
                row -> {
                    byte[] chunk = row.getBytes(1);
                    int length = Math.min(chunk.length, heads.length - at[0]);
                    System.arraycopy(chunk, 0, heads, at[0], length);
                    at[0] += length;
                },
                taken.mapId());
        // Short if chunks are missing: then the audit finds another root.
        return at[0] == heads.length ? heads : Arrays.copyOf(heads, at[0] - at[0] % KeyedHead.LENGTH);
    }

    /** The chunks of a map, read as they are asked for. */
    MapChunks chunks(Taken taken) {
        return new StoredChunks(jdbc, taken.mapId(), taken.mapSize());
    }

    /** Stores a chunk of a map that is being made. */
    void stage(String mapId, MapChunk chunk) {
        jdbc.update(
                "insert into cs_map_chunk (map_id, chunk, first_key, root, heads) values (?, ?, ?, ?, ?)",
                mapId,
                chunk.number(),
                chunk.firstKey(),
                chunk.root(),
                chunk.heads());
    }

    /** Ends the making of a map, in the transaction that asks for its leaf. */
    void add(String mapId, MapSnapshot snapshot, MapKeys keys, long takenMs, long pendingId) {
        jdbc.update(
                "insert into cs_map_snapshot (as_of_size, map_id, map_size, root, sealed_keys, taken_ms, pending_id)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                snapshot.asOfSize(),
                mapId,
                snapshot.mapSize(),
                snapshot.root(),
                seal.seal(snapshot.asOfSize(), snapshot.root(), keys),
                takenMs,
                pendingId);
    }

    /** Removes the chunks of maps that were never ended. */
    void sweep() {
        jdbc.update("delete from cs_map_chunk where map_id not in (select map_id from cs_map_snapshot)");
    }
}
