package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.anchoring.chain.FaultScenarios.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the submitter to a real node in every fault that is known, and in random sequences of them: no anchor twice, no
 * checkpoint lost, no nonce stuck, and an incident where there must be one.
 */
class ChainCampaign {
    private static final int REPEATS = 5;
    private static final int SEQUENCES = 200;

    private final Findings findings = new Findings();

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void everyCheckpointGetsThereOnce(@TempDir Path directory) throws Exception {
        boolean small = "small".equals(System.getProperty("campaign.scale"));
        String given = System.getProperty("campaign.seed", "");
        long seed = given.isBlank() ? new Random().nextInt(1_000_000_000) : Long.parseLong(given);
        Progress.line("seed " + seed + (small ? ", small" : ", full"));
        try {
            scenarios(directory, small ? 1 : REPEATS);
            new RandomFaults(seed, findings).run(small ? SEQUENCES / 20 : SEQUENCES);
        } finally {
            findings.print("Campaign of the chain, seed " + seed);
        }
        assertThat(findings.failed()).isZero();
        assertThat(findings.passed()).isPositive();
    }

    private void scenarios(Path directory, int repeats) throws Exception {
        int runs = 0;
        for (Scenario scenario : FaultScenarios.all(directory.resolve("state"))) {
            List<String> complaints = new ArrayList<>();
            for (int i = 0; i < repeats; i++) {
                Files.deleteIfExists(directory.resolve("state"));
                try (AnvilLog log = AnvilLog.start(scenario.options())) {
                    scenario.body().run(log, directory);
                    if (scenario.goesOn()) {
                        AnchorInvariants.goesOn(log, 0);
                    } else {
                        AnchorInvariants.eachOnce(log);
                    }
                } catch (Exception | AssertionError failure) {
                    complaints.add(String.valueOf(failure.getMessage()).replaceAll("\\s+", " "));
                }
                runs++;
            }
            findings.none(
                    scenario.name(), complaints, repeats + (scenario.goesOn() ? " runs, goes on" : " runs, stops"));
        }
        findings.figure(
                "faults by name", FaultScenarios.all(directory.resolve("state")).size());
        findings.figure("runs of them", runs);
    }
}
