package org.chartseal.server.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.anchoring.campaign.Progress;
import org.jspecify.annotations.Nullable;

/** What the clients were told, kept outside the server: the measure that the server is held to. */
final class Acknowledgements {
    private final List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private final List<String> anomalies = new CopyOnWriteArrayList<>();
    private final AtomicInteger unknownButStored = new AtomicInteger();
    private final AtomicInteger unknownAndAbsent = new AtomicInteger();
    private final AtomicInteger foundDeleted = new AtomicInteger();

    /**
     * A version that the server said it has.
     *
     * @param reference type and id
     * @param fingerprint of its content, null for a delete
     */
    record Acknowledged(String reference, long version, @Nullable String fingerprint) {}

    void acknowledge(String reference, long version, @Nullable String fingerprint) {
        acknowledged.add(new Acknowledged(reference, version, fingerprint));
    }

    void acknowledgeAll(List<Acknowledged> versions) {
        acknowledged.addAll(versions);
    }

    /** Something that must not be, whatever the server was doing when it was killed. */
    void anomaly(String what) {
        anomalies.add(what);
        Progress.line("ANOMALY: " + what);
    }

    void unknownOutcome(boolean stored) {
        (stored ? unknownButStored : unknownAndAbsent).incrementAndGet();
    }

    /** Notes that a delete of unknown outcome was done: a read said 410, which was asked for. */
    void foundDeleted() {
        foundDeleted.incrementAndGet();
    }

    /** Reads that found what a delete of unknown outcome had left. */
    int readsOfDeleted() {
        return foundDeleted.get();
    }

    List<Acknowledged> acknowledged() {
        return acknowledged;
    }

    List<String> anomalies() {
        return anomalies;
    }

    int unknownButStored() {
        return unknownButStored.get();
    }

    int unknownAndAbsent() {
        return unknownAndAbsent.get();
    }
}
