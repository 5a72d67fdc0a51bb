package org.chartseal.anchoring.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;

/** Random sequences of faults, each on a log of its own, and what must hold at the end of each. */
final class RandomFaults {
    private static final int STEPS = 30;
    private static final int PROGRESS_EVERY = 5;

    private final long seed;
    private final Findings findings;
    private final Map<String, Integer> met = new TreeMap<>();
    private final List<String> unexpected = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    RandomFaults(long seed, Findings findings) {
        this.seed = seed;
        this.findings = findings;
    }

    void run(int sequences) throws Exception {
        long anchors = 0;
        Random seeds = new Random(seed);
        try (Anvil stranger = Anvil.start("--chain-id", "31339", "--timestamp", "1600000000")) {
            for (int i = 1; i <= sequences; i++) {
                long own = seeds.nextLong();
                try (AnvilLog log = AnvilLog.start();
                        RandomSequence sequence = new RandomSequence(log, stranger, new Random(own), met)) {
                    sequence.run(STEPS)
                            .ifPresent(complaint -> unexpected.add("sequence with " + own + ": " + complaint));
                    anchors += AnchorInvariants.goesOn(log, sequence.offered());
                } catch (Exception | AssertionError failure) {
                    broken.add("sequence with " + own + ": "
                            + String.valueOf(failure.getMessage()).replaceAll("\\s+", " "));
                }
                if (i % PROGRESS_EVERY == 0) {
                    Progress.line(i + " of " + sequences + " random sequences, " + anchors + " anchors, "
                            + (unexpected.size() + broken.size()) + " complaints");
                }
            }
        }
        findings.figure("random sequences of " + STEPS + " steps", sequences);
        met.forEach((what, times) -> findings.figure("  " + what, times));
        findings.figure("anchors of random sequences", anchors);
        findings.none("an incident where there must be one, and nowhere else", unexpected, met.toString());
        findings.none(
                "covered, each once, and no nonce stuck", broken, sequences + " sequences, " + anchors + " anchors");
        List<String> unmet = RandomSequence.KINDS.stream()
                .filter(kind -> !met.containsKey(kind))
                .toList();
        findings.none("every kind of fault was met", unmet, RandomSequence.KINDS.size() + " kinds");
    }
}
