package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the contract to what it promises, on a real node and in this process, which must spend the same gas: proofs of
 * every pair of small sizes and of random large ones, anchors that must be refused, and what an anchor costs.
 */
class ContractCampaign {
    private static final int SIZES = 64;
    private static final int LARGE = 600;
    private static final int ROUNDS = 40;

    private final Findings findings = new Findings();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void theContractKeepsItsPromises(@TempDir Path directory) throws Exception {
        boolean small = "small".equals(System.getProperty("campaign.scale"));
        String given = System.getProperty("campaign.seed", "");
        long seed = given.isBlank() ? new Random().nextInt(1_000_000_000) : Long.parseLong(given);
        Progress.line("seed " + seed + (small ? ", small" : ", full"));
        try (BothChains chains = BothChains.start(directory)) {
            LogOnBoth.deploy(chains);
            new ConsistencyRun(chains, new Random(seed), findings)
                    .run(small ? SIZES / 4 : SIZES, small ? LARGE / 20 : LARGE);
            new ForgedAnchors(chains, new Random(seed), findings).run(small ? 2 : ROUNDS);
            new GasTable(chains, new Random(seed), findings).measure();
        } finally {
            findings.print("Campaign of the contract, seed " + seed);
        }
        assertThat(findings.failed()).isZero();
    }
}
