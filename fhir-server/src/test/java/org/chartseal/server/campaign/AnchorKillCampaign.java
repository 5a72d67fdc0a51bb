package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.RpcProxy;
import org.chartseal.server.campaign.Acknowledgements.Acknowledged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Kills the built server, over a file database and with a real node, between every two steps of an anchor. Each time it
 * must come back to the same: every version under a final anchor, each anchor once on the chain, no nonce stuck.
 */
class AnchorKillCampaign {
    private static final Pattern PUBLISHER = Pattern.compile("cannot be used by publisher (0x[0-9a-f]{40})");
    private static final int ROUNDS = 5;

    private final Findings findings = new Findings();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> stuck = new ArrayList<>();
    private String publisher = "";
    private long slowest;

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void anchorsEachCheckpointOnceWhereverItIsKilled() throws Exception {
        boolean small = "small".equals(System.getProperty("campaign.scale"));
        String given = System.getProperty("campaign.seed", "");
        long seed = given.isBlank() ? new Random().nextInt(1_000_000_000) : Long.parseLong(given);
        Path jar = ServerProcess.required("chartseal.jar");
        Path home = Path.of(System.getProperty("campaign.directory"), "seed-" + seed + "-" + System.nanoTime());
        Progress.line("seed " + seed + (small ? ", small" : ", full"));
        try (Anvil anvil = Anvil.start("--chain-id", "20261");
                RpcProxy proxy = new RpcProxy(anvil.uri());
                ServerProcess server = new ServerProcess(
                        jar,
                        home,
                        List.of(
                                "--chartseal.chain.rpc-url=" + proxy.uri(),
                                "--chartseal.chain.confirmations=" + AnchorKills.CONFIRMATIONS,
                                "--spring.datasource.url=" + AnchorRows.url(home.resolve("data"))))) {
            AnchorKills kills = new AnchorKills(server, anvil, proxy, new Random(seed));
            begin(server, anvil, kills);
            for (AnchorStep step : order(small ? 1 : ROUNDS, new Random(seed))) {
                kills.kill(step);
                slowest = Math.max(slowest, kills.recover());
                look(server, anvil, step);
            }
            report(server, anvil, kills);
        } finally {
            findings.print("Campaign of kills at the chain, seed " + seed);
        }
        assertThat(findings.failed()).isZero();
        assertThat(findings.passed()).isPositive();
        // Kept where something failed, to be looked into.
        FileSystemUtils.deleteRecursively(home);
    }

    private static List<AnchorStep> order(int rounds, Random random) {
        List<AnchorStep> steps = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            steps.addAll(List.of(AnchorStep.values()));
        }
        Collections.shuffle(steps, random);
        return steps;
    }

    private void begin(ServerProcess server, Anvil anvil, AnchorKills kills) throws Exception {
        server.launch();
        server.awaitReady();
        publisher = publisher(server.home().resolve("server.log"));
        anvil.fund(publisher);
        kills.write();
        kills.awaitRest();
        ServerProcess.awaitFile(server.secrets().resolve("trust.json"));
        Progress.line("the first anchor is final");
    }

    private static String publisher(Path log) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            Matcher said = PUBLISHER.matcher(Files.readString(log));
            if (said.find()) {
                return said.group(1);
            }
            Thread.sleep(100);
        }
        throw new IOException("Expected the publisher's address in " + log + ", found none");
    }

    private void look(ServerProcess server, Anvil anvil, AnchorStep step) throws Exception {
        List<Long> sequences = ChainEvents.read(anvil, server);
        try (AnchorRows rows = new AnchorRows(server.data())) {
            List<Long> expected =
                    LongStream.rangeClosed(1, rows.newestFinal()).boxed().toList();
            if (!sequences.equals(expected)) {
                doubled.add(step + ": expected " + expected + ", found " + sequences);
            }
        }
        String waiting = nonce(anvil, "pending");
        String mined = nonce(anvil, "latest");
        if (!waiting.equals(mined)) {
            stuck.add(step + ": next nonce " + mined + ", with what waits " + waiting);
        }
    }

    private String nonce(Anvil anvil, String block) throws Exception {
        return anvil.rpc("eth_getTransactionCount", "\"" + publisher + "\"", "\"" + block + "\"")
                .asText();
    }

    private void report(ServerProcess server, Anvil anvil, AnchorKills kills) throws Exception {
        int all = 0;
        for (AnchorStep step : AnchorStep.values()) {
            int times = kills.hit().getOrDefault(step, 0);
            all += times;
            findings.figure("kills that hit " + step, times);
            findings.check("the server was killed at " + step, times > 0, times + " times");
        }
        List<String> lost = new ArrayList<>();
        List<Acknowledged> acknowledged = List.copyOf(kills.acknowledgements().acknowledged());
        for (Acknowledged one : acknowledged) {
            int status =
                    server.client("backend").get("/fhir/" + one.reference()).status();
            if (status != 200) {
                lost.add(one.reference() + ": " + status);
            }
        }
        long anchors = ChainEvents.read(anvil, server).size();
        findings.figure("anchors on the chain", anchors);
        findings.figure("slowest from answering to all final, ms", slowest);
        findings.none("each anchor is on the chain once", doubled, anchors + " anchors after " + all + " kills");
        findings.none("no nonce is stuck", stuck, "next nonce " + nonce(anvil, "latest"));
        findings.none("nothing acknowledged is lost", lost, acknowledged.size() + " versions");
        findings.check("every kill left something to anchor", anchors > all, anchors + " anchors");
    }
}
