package org.chartseal.server.erasure;

import java.util.List;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.integrity.TombstoneRows;
import org.chartseal.server.integrity.Tombstones;

/** The tombstones of erasures: asked for, and found again in the signed log. */
final class ErasureTombstones {
    private final TombstoneRows rows;
    private final Tombstones tombstones;

    ErasureTombstones(TombstoneRows rows, Tombstones tombstones) {
        this.rows = rows;
        this.tombstones = tombstones;
    }

    /** Asks for those that were not asked for before. Call it in a transaction. */
    void request(Erasure erasure, List<LoggedVersion> versions) {
        rows.request(erasure.id(), erasure.requested().toEpochMilli(), erasure.record(), leaves(versions));
    }

    /** Whether the signed log authorises the destruction of just this erasure's slots. */
    boolean authorise(Erasure erasure) {
        return ErasureRecord.covers(erasure.record(), erasure.slots())
                && tombstones.authorises(erasure.id(), erasure.record());
    }

    /** Whether all that were asked for are in the log. */
    boolean arrived(Erasure erasure) {
        return rows.waiting(erasure.id()) == 0;
    }

    /** Whether each of these versions has its tombstone in the signed log. */
    boolean cover(Erasure erasure, List<LoggedVersion> versions) {
        List<Long> leaves = leaves(versions);
        return tombstones.of(erasure.id(), erasure.record(), leaves).containsAll(leaves);
    }

    private static List<Long> leaves(List<LoggedVersion> versions) {
        return versions.stream().map(LoggedVersion::leafIndex).toList();
    }
}
