package org.chartseal.server.integrity;

import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.map.HeadSource;
import org.chartseal.anchoring.map.HeadSpace;
import org.chartseal.anchoring.map.MapHead;
import org.springframework.jdbc.core.JdbcTemplate;

/** The newest leaves of all resources and patients, a page at a time. */
final class HeadRows {
    private static final int PAGE = 5000;

    private final JdbcTemplate jdbc;
    private final HeadNameSeal seal;

    HeadRows(JdbcTemplate jdbc, HeadNameSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    private record Row(byte[] name, byte[] mapName, long seq, byte[] leafHash) {}

    /** How many there are. */
    long count() {
        Long count = jdbc.queryForObject(
                "select (select count(*) from cs_resource_head) + (select count(*) from cs_subject_head)", Long.class);
        return count == null ? 0 : count;
    }

    /**
     * Tells them all, as they stand in the rows: they are one state only if nothing was appended meanwhile.
     *
     * @throws org.chartseal.server.sealing.SealBrokenException if a row was altered
     */
    void forEach(HeadSource.Sink sink) {
        table("select name, map_name, version_seq, leaf_hash from cs_resource_head", HeadSpace.VERSION, sink);
        table("select name, map_name, subject_seq, leaf_hash from cs_subject_head", HeadSpace.SUBJECT, sink);
    }

    private void table(String select, HeadSpace space, HeadSource.Sink sink) {
        Optional<byte[]> after = Optional.of(new byte[0]);
        while (after.isPresent()) {
            List<Row> page = jdbc.query(
                    select + " where name > ? order by name limit " + PAGE,
                    (row, i) -> new Row(row.getBytes(1), row.getBytes(2), row.getLong(3), row.getBytes(4)),
                    (Object) after.get());
            page.forEach(row ->
                    sink.accept(space, seal.open(row.name(), row.mapName()), new MapHead(row.seq(), row.leafHash())));
            after = page.size() < PAGE
                    ? Optional.empty()
                    : Optional.of(page.get(PAGE - 1).name());
        }
    }
}
