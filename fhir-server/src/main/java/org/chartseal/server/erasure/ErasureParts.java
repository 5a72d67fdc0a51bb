package org.chartseal.server.erasure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.chartseal.server.sealing.SealBrokenException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The versions that go with an erasure, listed and sealed while their keys are still there: once they are gone, nothing
 * but this list tells whose a row was, and rows that somebody relabelled must not go with it.
 */
final class ErasureParts {
    private static final int VERSIONS = 5_000;

    private final JdbcTemplate jdbc;
    private final ColumnSeal seal;

    ErasureParts(JdbcTemplate jdbc, ColumnSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /** A row to be removed. */
    record Version(long resourceId, long version) {}

    /**
     * Lists the versions, in the place of what was listed before. Call it in a transaction.
     *
     * @return in how many parts
     */
    int list(String id, List<LoggedVersion> versions) {
        remove(id);
        int parts = (versions.size() + VERSIONS - 1) / VERSIONS;
        for (int part = 0; part < parts; part++) {
            List<LoggedVersion> some =
                    versions.subList(part * VERSIONS, Math.min(versions.size(), (part + 1) * VERSIONS));
            ByteBuffer bytes = ByteBuffer.allocate(some.size() * 2 * Long.BYTES);
            some.forEach(version -> bytes.putLong(version.resourceId()).putLong(version.version()));
            jdbc.update(
                    "insert into cs_erasure_part (erasure_id, part, sealed) values (?, ?, ?)",
                    id,
                    part,
                    seal.sealText(cell(id, part), bytes.array()));
        }
        return parts;
    }

    /**
     * What was listed.
     *
     * @throws SealBrokenException if a part is missing or was altered
     */
    List<Version> of(Erasure erasure) {
        List<Version> versions = new ArrayList<>();
        IntStream.range(0, erasure.parts()).forEach(part -> {
            String sealed = jdbc
                    .queryForList(
                            "select sealed from cs_erasure_part where erasure_id = ? and part = ?",
                            String.class,
                            erasure.id(),
                            part)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new SealBrokenException("a part of an erasure's list is missing"));
            ByteBuffer bytes = ByteBuffer.wrap(seal.openText(cell(erasure.id(), part), sealed));
            while (bytes.hasRemaining()) {
                versions.add(new Version(bytes.getLong(), bytes.getLong()));
            }
        });
        return versions;
    }

    /** Forgets the list, once its rows are gone. Call it in a transaction. */
    void remove(String id) {
        jdbc.update("delete from cs_erasure_part where erasure_id = ?", id);
    }

    private static Cell cell(String id, int part) {
        return new Cell("cs_erasure_part", "sealed", id + "/" + part);
    }
}
