package org.chartseal.server.integrity;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.TestLog;

/** One client: versions and deletes of resources of its own, one after the other. */
final class CrashWriter implements Runnable {
    private static final int RESOURCES = 4;
    private static final int DELETE_IN = 7;
    private static final long PAUSE_NS = 15_000_000;

    private final CrashStore store;
    private final Mark.Stops stops;
    private final int number;

    CrashWriter(CrashStore store, Mark.Stops stops, int number) {
        this.store = store;
        this.stops = stops;
        this.number = number;
    }

    @Override
    public void run() {
        long[] versions = new long[RESOURCES];
        for (int i = 0; i < RESOURCES; i++) {
            versions[i] = store.newestVersion(resource(i));
        }
        for (int turn = 0; ; turn = (turn + 1) % RESOURCES) {
            long version = ++versions[turn];
            String id = "o" + resource(turn);
            LeafWrite write = version % DELETE_IN == 0
                    ? LeafWrite.delete(
                            TestLog.ORIGIN, "Observation", id, Long.toString(version), TestLog.TIME_MS + version)
                    : TestLog.observation(id, Math.toIntExact(version));
            List<String> subjects = version % DELETE_IN == 0 ? List.of() : List.of("Patient/p" + turn);
            byte[] w = store.enqueue(write, resource(turn), version, subjects);
            stops.pass(Mark.WRITE_BEFORE_ACKNOWLEDGEMENT);
            StoreCrashChild.acknowledge(resource(turn), version, w);
            // No faster than the sequencer, or all that is left to do in the end is to catch up.
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private long resource(int turn) {
        return 1 + (long) number * RESOURCES + turn;
    }
}
