package org.chartseal.server.indexrotation;

import static org.chartseal.server.indexrotation.RotationPhase.CLOSING;
import static org.chartseal.server.indexrotation.RotationPhase.DROPPING;
import static org.chartseal.server.indexrotation.RotationPhase.FILLING;
import static org.chartseal.server.indexrotation.RotationPhase.STEADY;
import static org.chartseal.server.indexrotation.RotationPhase.SWITCHED;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.chartseal.server.blindindex.IndexChanges;
import org.chartseal.server.blindindex.IndexGenerations;
import org.chartseal.server.blindindex.IndexKeys;
import org.chartseal.server.blindindex.IndexRotationProperties;
import org.chartseal.server.keys.OpenTransactions;
import org.chartseal.server.sealing.BackgroundLocks;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries a rotation on, one transaction at a time. Whatever was done is noted in the transaction that did it, so it may
 * stop anywhere, and any node may go on with it.
 */
final class IndexRotation {
    /** How long a request may wait for its transaction, after it noted the time that its write will carry. */
    private static final Duration CONNECTION_AWAITED = Duration.ofSeconds(30);

    private static final int DROPPED_A_CHUNK = 10;

    private final IndexRotationStore store;
    private final IndexGenerations generations;
    private final IndexKeys keys;
    private final StoredResources resources;
    private final IndexRows rows;
    private final BackgroundLocks locks;
    private final TransactionTemplate transactions;
    private final IndexRotationProperties properties;
    private final OpenTransactions openTransactions;
    private final Clock clock;
    private volatile @Nullable Barrier barrier;

    /** Transactions that have to end before the rotation goes on. */
    private record Barrier(long step, long beside, OpenTransactions.Mark mark) {
        boolean of(RotationState now) {
            return step == now.step() && beside == now.beside();
        }
    }

    IndexRotation(
            IndexRotationStore store,
            IndexGenerations generations,
            IndexKeys keys,
            StoredResources resources,
            IndexRows rows,
            BackgroundLocks locks,
            TransactionTemplate transactions,
            IndexRotationProperties properties,
            OpenTransactions openTransactions,
            Clock clock) {
        this.store = store;
        this.generations = generations;
        this.keys = keys;
        this.resources = resources;
        this.rows = rows;
        this.locks = locks;
        this.transactions = transactions;
        this.properties = properties;
        this.openTransactions = openTransactions;
        this.clock = clock;
    }

    /** Begins a rotation, unless one is under way. */
    void begin() {
        RotationState now = store.load();
        if (!now.underWay()) {
            RotationState announced = now.announced(clock.millis());
            keys.make(announced.newGeneration());
            advance(now, announced);
        }
    }

    /** Does the next piece of work; false if there is none just now. What a request has locked waits for its next call. */
    boolean advance() {
        try {
            return work();
        } catch (RuntimeException failure) {
            if (BackgroundLocks.lost(failure)) {
                return true;
            }
            throw failure;
        }
    }

    private boolean work() {
        generations.look();
        RotationState now = store.load();
        return switch (now.phase()) {
            case STEADY -> false;
            case ANNOUNCED -> waited(now) && begin(now, FILLING, now.generation());
            case FILLING -> fill(now);
            case CHECKING -> check(now);
            case SWITCHED -> waited(now) && endedBefore(now) && begin(now, CLOSING, now.generation());
            case CLOSING -> waited(now) && endedBefore(now) && begin(now, DROPPING, now.generation());
            case DROPPING -> drop(now);
        };
    }

    private boolean waited(RotationState now) {
        return clock.millis() - now.since() >= properties.grace().toMillis();
    }

    private boolean begin(RotationState now, RotationPhase next, int complete) {
        // Before the last row: a write that is under way may yet commit one beyond it.
        long writesSince = underWaySince();
        return advance(now, now.next(next, complete, clock.millis(), writesSince, resources.lastRow()));
    }

    /** What a transaction stores that is under way now, or begins later, is updated after this time. */
    private long underWaySince() {
        return clock.millis()
                - openTransactions
                        .oldest()
                        .plus(properties.grace())
                        .plus(CONNECTION_AWAITED)
                        .toMillis();
    }

    private boolean advance(RotationState before, RotationState next) {
        boolean first = store.advance(before, next);
        generations.look();
        return first;
    }

    private boolean fill(RotationState now) {
        List<Long> ids = resources.rows(now.position(), now.last(), properties.chunk());
        if (ids.isEmpty()) {
            return advance(now, now.checking(clock.millis(), underWaySince()));
        }
        index(now, ids);
        return true;
    }

    /**
     * A write that was under way at the beginning may have stored the old generation alone; one that was under way while its
     * resource was filled may have left rows behind. So each pass first waits for all to end that may have met the last.
     */
    private boolean check(RotationState now) {
        if (!endedBefore(now)) {
            return false;
        }
        List<Long> ids = resources.rowsUpdated(now.from(), now.position(), properties.chunk());
        if (!ids.isEmpty()) {
            index(now, ids);
            return true;
        }
        if (now.changed() == 0) {
            return begin(now, SWITCHED, now.newGeneration());
        }
        RotationState again = now.again(underWaySince());
        transactions.executeWithoutResult(status -> store.progress(now, again));
        return true;
    }

    /** Whether all has ended that was under way when this was asked first in this step, or this pass. */
    private boolean endedBefore(RotationState now) {
        Barrier known = barrier;
        if (known == null || !known.of(now)) {
            known = new Barrier(now.step(), now.beside(), openTransactions.now());
            barrier = known;
        }
        return openTransactions.ended(known.mark);
    }

    private void index(RotationState now, List<Long> ids) {
        transactions.executeWithoutResult(status -> {
            generations.newest().readOn();
            List<StoredResources.Locked> locked = resources.lock(ids);
            locks.giveWay();
            if (!locked.isEmpty()) {
                // A request locks a resource's index rows before the resource, we the resource before them.
                rows.lock(locked.stream().map(StoredResources.Locked::id).toList());
            }
            long removed = locked.stream()
                    .filter(StoredResources.Locked::deleted)
                    .mapToLong(resource -> rows.removeAll(resource.id()))
                    .sum();
            long changed = IndexChanges.of(() ->
                    locked.stream().filter(resource -> !resource.deleted()).forEach(resources::index));
            // A row that went meanwhile has nothing to index.
            long last = locked.isEmpty()
                    ? ids.get(0)
                    : locked.get(locked.size() - 1).id();
            store.progress(now, now.after(last, removed + changed, locked.size()));
        });
    }

    private boolean drop(RotationState now) {
        if (now.position() == 0) {
            keys.destroy(now.generation() - 1);
        }
        List<Long> ids = resources.rows(now.position(), now.last(), properties.chunk() * DROPPED_A_CHUNK);
        if (ids.isEmpty()) {
            rows.removeOtherValues(generations.newest());
            return begin(now, STEADY, now.generation());
        }
        transactions.executeWithoutResult(status -> {
            locks.giveWay();
            long last = ids.get(ids.size() - 1);
            rows.removeOthers(generations.newest(), now.position(), last);
            store.progress(now, now.after(last, 0, 0));
        });
        return true;
    }
}
