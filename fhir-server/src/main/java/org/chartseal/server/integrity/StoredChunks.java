package org.chartseal.server.integrity;

import java.util.List;
import org.chartseal.anchoring.map.MapChunks;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The chunks of one map: what they begin with is read at once, their heads one by one. */
final class StoredChunks implements MapChunks {
    private record Index(byte[] firstKey, byte[] root) {}

    private final JdbcTemplate jdbc;
    private final String mapId;
    private final long size;
    private @Nullable List<Index> index;

    StoredChunks(JdbcTemplate jdbc, String mapId, long size) {
        this.jdbc = jdbc;
        this.mapId = mapId;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public byte[] firstKey(int number) {
        return index().get(number).firstKey();
    }

    @Override
    public byte[] root(int number) {
        return index().get(number).root();
    }

    @Override
    public byte[] heads(int number) {
        return jdbc
                .queryForList(
                        "select heads from cs_map_chunk where map_id = ? and chunk = ?", byte[].class, mapId, number)
                .stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A chunk of a map is missing"));
    }

    private List<Index> index() {
        List<Index> known = index;
        if (known == null) {
            known = jdbc.query(
                    "select first_key, root from cs_map_chunk where map_id = ? order by chunk",
                    (row, i) -> new Index(row.getBytes(1), row.getBytes(2)),
                    mapId);
            index = known;
        }
        return known;
    }
}
