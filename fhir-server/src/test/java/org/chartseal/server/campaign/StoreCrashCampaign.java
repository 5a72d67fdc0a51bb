package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Kills the sequencer and its store alone, often: at random moments, and at chosen ones, with a transaction open. What was
 * acknowledged, and every checkpoint that was ever seen, is held against what is on disk.
 */
class StoreCrashCampaign {
    /** Marks of the child, and how often each is passed before a kill, at most. */
    private static final Map<String, Integer> MARKS = new TreeMap<>(Map.of(
            "WRITE_BEFORE_COMMIT", 60,
            "WRITE_BEFORE_ACKNOWLEDGEMENT", 60,
            "SEQUENCE_BEFORE_APPEND", 20,
            "TILE_IN_APPEND", 15,
            "APPEND_BEFORE_COMMIT", 10,
            "CHECKPOINT_BEFORE_SAVE", 10,
            "CHECKPOINT_BEFORE_SIGHT", 10));

    private static final int CHECK_EVERY = 10;

    private final Scale scale = Scale.fromProperties();
    private final int kills = scale.patients() == Integer.MAX_VALUE ? 180 : 12;
    private final Random random = new Random(scale.seed());
    private final Findings findings = new Findings();
    private final StoreOracle oracle = new StoreOracle();
    private final Map<String, Integer> killed = new TreeMap<>();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void survivesBeingKilled() throws Exception {
        Path home =
                Path.of(System.getProperty("campaign.directory"), "store-" + scale.seed() + "-" + System.nanoTime());
        Files.createDirectories(home);
        Progress.line("seed " + scale.seed() + ", " + kills + " kills of the store");
        List<String> complaints = new ArrayList<>();
        try {
            for (int kill = 1; kill <= kills; kill++) {
                killOnce(home, kill);
                if (kill % CHECK_EVERY == 0 || kill == kills) {
                    drain(home);
                    oracle.complaints(home).forEach(complaint -> complaints.add(complaint));
                    Progress.line("kill " + kill + " of " + kills + ", " + oracle.acknowledged()
                            + " versions acknowledged, " + complaints.size() + " complaints");
                }
            }
            killed.forEach((place, count) -> findings.figure("killed: " + place, count));
            findings.figure("versions acknowledged", oracle.acknowledged());
            findings.figure("checkpoints seen", oracle.checkpoints());
            findings.figure("leaves", oracle.leaves());
            findings.check(
                    "the kills took place",
                    killed.values().stream().mapToInt(Integer::intValue).sum() == kills,
                    kills + " kills");
            findings.check("versions were acknowledged", oracle.acknowledged() > kills, "" + oracle.acknowledged());
            findings.check("checkpoints were seen", oracle.checkpoints() > kills / 2, "" + oracle.checkpoints());
            findings.none("nothing acknowledged is lost, doubled or forked", complaints, oracle.checks() + " checks");
        } finally {
            findings.print("Store crash campaign, seed " + scale.seed());
        }
        assertThat(findings.failed()).isZero();
        FileSystemUtils.deleteRecursively(home);
    }

    private void killOnce(Path home, int kill) throws IOException, InterruptedException {
        List<String> marks = List.copyOf(MARKS.keySet());
        boolean anywhere = kill % 3 == 0;
        String mark = marks.get((kill - kill / 3) % marks.size());
        String place = anywhere ? "none" : mark + ":" + (1 + random.nextInt(MARKS.get(mark)));
        try (StoreChild child = new StoreChild(home, place, "write", oracle)) {
            child.awaitReady();
            if (anywhere) {
                Thread.sleep(random.nextInt(900));
            } else {
                child.awaitMark();
            }
            child.kill();
        }
        killed.merge(anywhere ? "at a random moment" : mark, 1, Integer::sum);
    }

    /** Lets what was committed get its leaves, and ends in good order. */
    private void drain(Path home) throws IOException, InterruptedException {
        try (StoreChild child = new StoreChild(home, "none", "drain", oracle)) {
            child.awaitEnd();
        }
    }
}
