package org.chartseal.server.scrub;

import java.util.Optional;
import java.util.stream.Collectors;
import org.chartseal.server.integrity.LogComparison;
import org.chartseal.server.integrity.LogFlaw;

/** Every leaf of the signed log is stored, and opens to its stored version, or was erased with authority. */
final class LeafCheck implements Check {
    private final LogComparison log;

    LeafCheck(LogComparison log) {
        this.log = log;
    }

    /** Leaves count from 0: the last one's number is less by one. */
    @Override
    public long last() {
        return log.leaves();
    }

    @Override
    public Optional<Look> look(long after, long last, int most) {
        LogComparison.Look look = log.leaves(after, last, most);
        return Optional.of(new Look(
                look.rows(),
                look.last(),
                look.last() >= last,
                look.flaws().stream().map(LeafCheck::finding).collect(Collectors.toSet())));
    }

    static Finding finding(LogFlaw flaw) {
        return switch (flaw.kind()) {
            case VERSION_UNLOGGED -> of(flaw, FindingKind.VERSION_UNLOGGED, "HFJ_RES_VER");
            case VERSION_MISSING -> of(flaw, FindingKind.VERSION_MISSING, "HFJ_RES_VER");
            case VERSION_ALTERED -> of(flaw, FindingKind.VERSION_ALTERED, "HFJ_RES_VER");
            case VERSION_KEY_MISSING -> of(flaw, FindingKind.VERSION_KEY_MISSING, "HFJ_RES_VER");
            case LEAF_MISSING -> of(flaw, FindingKind.LEAF_MISSING, "cs_leaf");
            case LEAF_ALTERED -> of(flaw, FindingKind.LEAF_ALTERED, "cs_leaf");
            case OPENING_MISSING -> of(flaw, FindingKind.OPENING_MISSING, "cs_pending");
            case OPENING_ALTERED -> of(flaw, FindingKind.OPENING_ALTERED, "cs_pending");
            case ERASURE_UNAUTHORISED -> of(flaw, FindingKind.ERASURE_UNAUTHORISED, "cs_tombstone");
        };
    }

    private static Finding of(LogFlaw flaw, FindingKind kind, String table) {
        return Finding.of(kind, table, flaw.type(), flaw.resource(), flaw.version(), flaw.leaf(), null);
    }
}
