package org.chartseal.server.integrity;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.map.MapBuilder;
import org.chartseal.anchoring.map.MapKeys;
import org.chartseal.anchoring.map.MapSnapshot;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a map of all heads where one is due (integrity log, section 4.3). Its chunks are stored as they come; what makes
 * them a map, and asks for the leaf, is one transaction at the end. Stopped before that, it is made anew.
 */
final class SnapshotMaker implements LogChore {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int HEADS_AT_ONCE = 250_000;

    private final LogOrigin origin;
    private final LogStore store;
    private final HeadRows heads;
    private final MapSnapshots snapshots;
    private final EventRows events;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final SnapshotProperties properties;
    private final Clock clock;

    SnapshotMaker(
            LogOrigin origin,
            LogStore store,
            HeadRows heads,
            MapSnapshots snapshots,
            EventRows events,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            SnapshotProperties properties,
            Clock clock) {
        this.origin = origin;
        this.store = store;
        this.heads = heads;
        this.snapshots = snapshots;
        this.events = events;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    private static final class Relieved extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void run(LogHead head, BooleanSupplier mine) {
        Optional<MapSnapshots.Taken> last = snapshots.newest();
        long from = last.map(MapSnapshots.Taken::asOfSize).orElse(0L);
        boolean due = head.size() - from >= properties.leaves()
                || last.map(taken -> clock.millis() - taken.takenMs()
                                >= properties.interval().toMillis())
                        .orElse(true);
        if (due && changed(from, head.size())) {
            try {
                take(head, mine);
            } catch (Relieved | DuplicateKeyException another) {
                // Another node sequences, or made the same map: what was stored here is swept with the next one.
                return;
            }
        }
    }

    /** Whether a head moved: events of the log itself move none. */
    private boolean changed(long from, long to) {
        return !jdbc.queryForList(
                        "select leaf_index from cs_leaf where leaf_index >= ? and leaf_index < ? and leaf_write is null"
                                + " limit 1",
                        Long.class,
                        from,
                        to)
                .isEmpty();
    }

    private void take(LogHead head, BooleanSupplier mine) {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        String mapId = HexFormat.of().formatHex(id);
        snapshots.sweep();
        MapKeys keys = MapKeys.random();
        MapBuilder.Built built = new MapBuilder(keys, HEADS_AT_ONCE).build(heads::forEach, heads.count(), chunk -> {
            if (!mine.getAsBoolean()) {
                throw new Relieved();
            }
            snapshots.stage(mapId, chunk);
        });
        if (!store.head().sameAs(head)) {
            // The rows were not all of one state: another node appended.
            return;
        }
        MapSnapshot snapshot = new MapSnapshot(head.size(), built.size(), keys.keyHash(), built.root());
        long now = clock.millis();
        transactions.executeWithoutResult(status -> snapshots.add(
                mapId, snapshot, keys, now, events.add(snapshot.write(origin.name(), now), snapshot.event())));
    }
}
