package org.chartseal.server.integrity;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.server.promises.RequestWrites;
import org.chartseal.server.sealing.VersionBody;
import org.chartseal.server.sealing.VersionSink;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Leaves one pending row a version, in the version's own transaction: no version commits without its row, and no row
 * without its version. Nothing else of the log happens on the request path.
 */
final class VersionLogger implements VersionSink {
    private final JdbcTemplate jdbc;
    private final LogOrigin origin;

    VersionLogger(JdbcTemplate jdbc, LogOrigin origin) {
        this.jdbc = jdbc;
        this.origin = origin;
    }

    @Override
    public void accept(List<Version> versions) {
        List<Object[]> rows = new ArrayList<>(versions.size());
        List<RequestWrites.Write> writes = new ArrayList<>(versions.size());
        for (Version version : versions) {
            WriteOpening opening = opening(version);
            byte[] w = opening.commitment();
            writes.add(new RequestWrites.Write(
                    version.type(), version.fhirId(), version.version(), version.body() == null, w));
            rows.add(new Object[] {
                version.resourceId(),
                version.version(),
                w,
                PendingRows.seal(opening, version.resourceId(), version.version(), w, version.owners())
            });
        }
        jdbc.batchUpdate("insert into cs_pending (res_id, res_ver, w, sealed) values (?, ?, ?, ?)", rows);
        RequestWrites.note(writes);
    }

    private WriteOpening opening(Version version) {
        boolean single = version.owners().size() == 1;
        byte[] leafKey = single ? version.owners().get(0).leafKey() : WriteOpening.random32();
        VersionBody body = version.body();
        return new WriteOpening(
                write(version), WriteOpening.random32(), leafKey, !single, body == null ? List.of() : body.subjects());
    }

    private LeafWrite write(Version version) {
        VersionBody body = version.body();
        String versionId = Long.toString(version.version());
        return body == null
                ? LeafWrite.delete(origin.name(), version.type(), version.fhirId(), versionId, version.updatedMs())
                : LeafWrite.version(
                        origin.name(),
                        version.type(),
                        version.fhirId(),
                        versionId,
                        version.updatedMs(),
                        body.canonical());
    }
}
