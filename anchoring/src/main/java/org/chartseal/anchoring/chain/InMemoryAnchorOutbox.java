package org.chartseal.anchoring.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An outbox that lasts as long as this object. */
public final class InMemoryAnchorOutbox implements AnchorOutbox {
    private final TreeMap<Long, Finished> finished = new TreeMap<>();
    private final Map<Long, List<Attempt>> attempts = new TreeMap<>();
    private @Nullable PendingAnchor inFlight;

    @Override
    public synchronized Optional<PendingAnchor> inFlight() {
        return Optional.ofNullable(inFlight);
    }

    @Override
    public synchronized Optional<Finished> finished(long sequence) {
        return Optional.ofNullable(finished.get(sequence));
    }

    @Override
    public synchronized Optional<Finished> newest() {
        return finished.isEmpty()
                ? Optional.empty()
                : Optional.of(finished.lastEntry().getValue());
    }

    @Override
    public synchronized void open(PendingAnchor pending) {
        long expected = finished.isEmpty() ? 1 : finished.lastKey() + 1;
        if (inFlight != null || pending.sequence() != expected) {
            throw new IllegalStateException("outbox: expected nothing in flight and sequence " + expected + ", found "
                    + inFlight + " in flight and sequence " + pending.sequence());
        }
        inFlight = pending;
    }

    @Override
    public synchronized void addAttempt(long sequence, Attempt attempt) {
        requireInFlight(sequence);
        List<Attempt> list = attempts.computeIfAbsent(sequence, none -> new ArrayList<>());
        if (attempt.number() != list.size() + 1) {
            throw new IllegalStateException("outbox anchor " + sequence + ": expected attempt " + (list.size() + 1)
                    + ", found " + attempt.number());
        }
        list.add(attempt);
    }

    @Override
    public synchronized List<Attempt> attempts(long sequence) {
        return List.copyOf(attempts.getOrDefault(sequence, List.of()));
    }

    @Override
    public synchronized void finish(long sequence, Anchor anchor) {
        finished.put(sequence, new Finished(requireInFlight(sequence), anchor));
        inFlight = null;
    }

    @Override
    public synchronized void relocate(long sequence, Anchor anchor) {
        Finished before = finished.get(sequence);
        if (before == null) {
            throw new IllegalStateException("outbox: expected a finished anchor " + sequence + ", found none");
        }
        finished.put(sequence, new Finished(before.pending(), anchor));
    }

    private PendingAnchor requireInFlight(long sequence) {
        PendingAnchor pending = inFlight;
        if (pending == null || pending.sequence() != sequence) {
            throw new IllegalStateException("outbox: expected anchor " + sequence + " in flight, found " + pending);
        }
        return pending;
    }
}
