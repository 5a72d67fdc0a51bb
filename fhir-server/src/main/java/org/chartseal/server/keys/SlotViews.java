package org.chartseal.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What this node remembers of assignments. A transaction looks once whether subjects were given other slots, before it
 * believes this memory, and keeps what it then saw to its end: so once all transactions have ended that were under way when
 * a slot was left, nobody seals anything to it any more.
 */
final class SlotViews {
    private final SlotRows rows;
    private final Set<Bound> underWay = ConcurrentHashMap.newKeySet();
    private volatile View newest;

    SlotViews(SlotRows rows) {
        this.rows = rows;
        this.newest = View.none();
    }

    /** What is known of one epoch. */
    record View(long epoch, Cache<String, SlotId> slots, Map<SlotId, SlotId> successors) {
        static View none() {
            return new View(-1, Caffeine.newBuilder().maximumSize(200_000).build(), Map.of());
        }
    }

    /** The view that the current transaction keeps to; outside of transactions the newest, which may lag behind. */
    View current() {
        Bound bound = bound();
        return bound == null ? newest : bound.view();
    }

    /** Whether the current transaction assigned a slot: rows of its own may yet be rolled back. */
    boolean assignedHere() {
        Bound bound = bound();
        return bound != null && !bound.onCommit.isEmpty();
    }

    void onCommit(Runnable remember) {
        Bound bound = bound();
        if (bound == null) {
            throw new IllegalStateException("A key slot is assigned only inside a clinical transaction");
        }
        bound.onCommit.add(remember);
    }

    /** This node's transactions that are under way and may keep to an older view. */
    Set<Object> underWay() {
        return Set.copyOf(underWay);
    }

    /** How long the oldest of them has been so, zero if there is none. */
    Duration oldest() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                underWay.stream().mapToLong(bound -> now - bound.since).max().orElse(0));
    }

    private @Nullable Bound bound() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.isActualTransactionActive()) {
            return null;
        }
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Bound bound && bound.owner() == this) {
                return bound;
            }
        }
        Bound bound = new Bound();
        TransactionSynchronizationManager.registerSynchronization(bound);
        // Before it looks: else somebody who waits for all that may have seen the old epoch would miss this one.
        underWay.add(bound);
        bound.view = viewOf(rows.epoch());
        return bound;
    }

    private View viewOf(long epoch) {
        View known = newest;
        if (known.epoch() == epoch) {
            return known;
        }
        Map<SlotId, SlotId> successors = new HashMap<>();
        rows.successions().forEach(change -> successors.put(change.old(), change.next()));
        View view = new View(epoch, View.none().slots(), Map.copyOf(successors));
        synchronized (this) {
            if (newest.epoch() < epoch) {
                newest = view;
            }
            // Somebody else's of the same epoch remembers as well as ours.
            return newest.epoch() == epoch ? newest : view;
        }
    }

    private final class Bound implements TransactionSynchronization {
        private final List<Runnable> onCommit = new ArrayList<>();
        private final long since = System.nanoTime();
        private @Nullable View view;

        SlotViews owner() {
            return SlotViews.this;
        }

        View view() {
            View kept = view;
            if (kept == null) {
                throw new KeyUnavailableException("The assignments of key slots could not be read");
            }
            return kept;
        }

        @Override
        public void afterCommit() {
            onCommit.forEach(Runnable::run);
        }

        @Override
        public void afterCompletion(int status) {
            underWay.remove(this);
        }
    }
}
