package org.chartseal.anchoring.log;

import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.SubjectRule;

/** Leaves a second on one core, printed and not asserted. Run its main method from the test class path. */
final class SequencerBenchmark {
    private static final int LEAVES = 10_000;
    private static final int ROUNDS = 15;

    private SequencerBenchmark() {}

    public static void main(String[] args) {
        byte[][] bodies = new byte[LEAVES][];
        for (int i = 0; i < LEAVES; i++) {
            bodies[i] = SampleObservation.json("o" + i, i % 500, 1);
        }
        InMemoryLogStore store = new InMemoryLogStore();
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            CanonicalResource[] resources = new CanonicalResource[LEAVES];
            List<?>[] subjects = new List<?>[LEAVES];
            for (int i = 0; i < LEAVES; i++) {
                JsonObject root = JsonReader.readObject(bodies[i]);
                resources[i] = Canonicalizer.canonicalize(root);
                subjects[i] = SubjectRule.subjects(root);
            }
            long canonical = System.nanoTime();
            for (int i = 0; i < LEAVES; i++) {
                LeafWrite write = LeafWrite.version(
                        TestLog.ORIGIN, "Observation", "o" + i, Integer.toString(round), TestLog.TIME_MS, resources[i]);
                TestLog.enqueue(store, write, (String) subjects[i].get(0));
            }
            SequencerResult result = TestLog.sequencer(store).sequence(LEAVES);
            long end = System.nanoTime();
            System.out.printf(
                    "%d leaves, %d bytes a resource: canonical form and subjects %,.0f/s, from canonical bytes to checkpoint %,.0f/s%n",
                    result.head().size(),
                    bodies[0].length,
                    LEAVES * 1e9 / (canonical - start),
                    LEAVES * 1e9 / (end - canonical));
        }
    }
}
