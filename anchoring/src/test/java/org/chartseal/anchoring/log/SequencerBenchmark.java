package org.chartseal.anchoring.log;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.SubjectRule;

/**
 * Leaves a second and CPU time a leaf on one core while the log grows, printed and not asserted. Run its main method from
 * the test class path; its argument is the size to grow to, 1,000,000 by default.
 */
final class SequencerBenchmark {
    private static final int BATCH = 10_000;

    private SequencerBenchmark() {}

    public static void main(String[] args) {
        long most = args.length == 0 ? 1_000_000 : Long.parseLong(args[0]);
        byte[][] bodies = new byte[BATCH][];
        for (int i = 0; i < BATCH; i++) {
            bodies[i] = SampleObservation.json("o" + i, i % 500, 1);
        }
        CanonicalResource[] resources = new CanonicalResource[BATCH];
        List<?>[] subjects = new List<?>[BATCH];
        warmUp(bodies, resources, subjects);
        LeanLogStore store = new LeanLogStore();
        Sequencer sequencer = TestLog.sequencer(store);
        long due = BATCH;
        Spent since = Spent.now(0);
        for (int round = 1; store.head().size() < most; round++) {
            batch(store, sequencer, resources, subjects, round);
            long size = store.head().size();
            if (size >= due) {
                Spent now = Spent.now(size);
                System.out.printf(
                        "%,12d leaves: since %,d from canonical bytes to checkpoint %,.0f leaves/s, %.1f us of CPU a leaf%n",
                        size,
                        since.size,
                        (size - since.size) * 1e9 / (now.wall - since.wall),
                        (now.cpu - since.cpu) / 1e3 / (size - since.size));
                since = now;
                due *= 10;
            }
        }
    }

    /** What has been spent so far, in nanoseconds. */
    private record Spent(long size, long wall, long cpu) {
        static Spent now(long size) {
            return new Spent(
                    size, System.nanoTime(), ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        }
    }

    private static void warmUp(byte[][] bodies, CanonicalResource[] resources, List<?>[] subjects) {
        LeanLogStore store = new LeanLogStore();
        for (int round = 1; round <= 5; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < BATCH; i++) {
                JsonObject root = JsonReader.readObject(bodies[i]);
                resources[i] = Canonicalizer.canonicalize(root);
                subjects[i] = SubjectRule.subjects(root);
            }
            if (round == 5) {
                System.out.printf(
                        "%d bytes a resource: canonical form and subjects %,.0f/s%n",
                        bodies[0].length, BATCH * 1e9 / (System.nanoTime() - start));
            }
            batch(store, TestLog.sequencer(store), resources, subjects, round);
        }
    }

    private static void batch(
            LeanLogStore store, Sequencer sequencer, CanonicalResource[] resources, List<?>[] subjects, int round) {
        for (int i = 0; i < BATCH; i++) {
            LeafWrite write = LeafWrite.version(
                    TestLog.ORIGIN, "Observation", "o" + i, Integer.toString(round), TestLog.TIME_MS, resources[i]);
            store.enqueue(write, TestLog.w(write), List.of((String) subjects[i].get(0)));
        }
        sequencer.sequence(BATCH);
    }
}
