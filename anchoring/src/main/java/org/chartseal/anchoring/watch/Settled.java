package org.chartseal.anchoring.watch;

import java.util.Optional;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.jspecify.annotations.Nullable;

/**
 * The part of the chain that was followed, and so deep that it must never change.
 *
 * @param block height of its last block, -1 before the first look
 * @param blockHash of that block, 0x and 64 lower-case hex digits; empty before the first look
 * @param anchor the newest one in it, null if there is none
 */
record Settled(long block, String blockHash, @Nullable PendingAnchor anchor) {
    static final Settled NOTHING = new Settled(-1, "", null);

    Optional<PendingAnchor> newest() {
        return Optional.ofNullable(anchor);
    }

    long sequence() {
        return anchor == null ? 0 : anchor.sequence();
    }
}
