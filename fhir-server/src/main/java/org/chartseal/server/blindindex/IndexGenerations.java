package org.chartseal.server.blindindex;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The generations of the index on this node. What counts is never older than the limit set: where nobody looked for so
 * long, the next who asks looks first. One query keeps to one generation from its first hash to its last token.
 */
public final class IndexGenerations {
    private final GenerationsInForce.Source source;
    private final IntFunction<IndexGeneration> opener;
    private final Map<Integer, IndexGeneration> opened = new ConcurrentHashMap<>();
    private final long oldestNanos;
    private final LongSupplier nanoTime;
    private volatile Known known;

    private record Known(GenerationsInForce inForce, long since) {}

    IndexGenerations(
            GenerationsInForce.Source source,
            IntFunction<IndexGeneration> opener,
            Duration oldest,
            LongSupplier nanoTime) {
        this.source = source;
        this.opener = opener;
        this.oldestNanos = oldest.toNanos();
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        this.known = new Known(source.look(), now);
        known.inForce.writing().forEach(this::opened);
        opened(known.inForce.reading());
    }

    /** Learns what counts now. A step back is reported and not followed. */
    public synchronized void look() {
        // Before the look: what it finds may be that old.
        long now = nanoTime.getAsLong();
        GenerationsInForce found = source.look();
        GenerationsInForce before = known.inForce;
        if (found.step() < before.step()) {
            source.report("the state of the search index was put back to an older one, which is not followed");
            found = before;
        }
        Set<Integer> needed = new HashSet<>(found.writing());
        needed.add(found.reading());
        needed.forEach(this::opened);
        known = new Known(found, now);
        opened.keySet().retainAll(needed);
    }

    private GenerationsInForce current() {
        Known now = known;
        if (nanoTime.getAsLong() - now.since > oldestNanos) {
            look();
            now = known;
        }
        return now.inForce;
    }

    private IndexGeneration opened(int number) {
        return opened.computeIfAbsent(number, opener::apply);
    }

    /** The generation that this thread's query is of, or else the one that searches ask now. */
    IndexGeneration reading() {
        IndexGeneration bound = KeyedHash.bound();
        return bound == null ? opened(current().reading()) : bound;
    }

    /** The generations to write rows of. */
    List<IndexGeneration> writing() {
        return current().writing().stream().map(this::opened).toList();
    }

    /** Whether a write leaves rows of other generations alone. */
    boolean othersStay() {
        return current().othersStay();
    }

    /** The step that the last look found, empty if it found a rotation under way. */
    OptionalLong steadyStep() {
        GenerationsInForce now = known.inForce;
        return now.writing().equals(List.of(now.reading())) && !now.othersStay()
                ? OptionalLong.of(now.step())
                : OptionalLong.empty();
    }

    /** Does what makes and runs one query with one generation, whatever counts by the time it ends. */
    public <T> T steadily(Supplier<T> work) {
        return KeyedHash.under(reading(), work);
    }

    /** The newest generation that is written. */
    public IndexGeneration newest() {
        List<IndexGeneration> all = writing();
        return all.get(all.size() - 1);
    }
}
