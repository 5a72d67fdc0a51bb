package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Kills the server again and again, at moments nobody chose, while clients write to it, and then holds it to what it
 * told them: nothing acknowledged is lost, nothing is there twice, every version has a leaf that opens, the log only
 * grew, and no checkpoint was anchored twice.
 *
 * <p>SIGKILL takes the process and leaves the operating system: what it had written survives. This is no proof against
 * a loss of power.
 */
class CrashCampaign {
    private static final int STARTUP_KILL_IN = 5;

    private final Scale scale = Scale.fromProperties();
    private final Random random = new Random(scale.seed());
    private final Findings findings = new Findings();
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final Availability availability = new Availability();
    private final AtomicInteger kills = new AtomicInteger();
    private long slowestStart;
    private int killsInStart;
    private int killsInFirstStart;
    private int firstStartsWithLedger;

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void survivesBeingKilled() throws Exception {
        Path jar = ServerProcess.required("chartseal.jar");
        Path cli = ServerProcess.required("chartseal.cli");
        Path home = Path.of(System.getProperty("campaign.directory"), "seed-" + scale.seed() + "-" + System.nanoTime());
        Progress.line("seed " + scale.seed() + ", " + scale.kills() + " kills (repeat with -Dcampaign.seed="
                + scale.seed() + ")");
        try (ServerProcess server = new ServerProcess(jar, home)) {
            killWhileStartingFirst(server);
            server.launch();
            server.awaitReady();
            availability.up();
            FhirClient backend =
                    new FhirClient(server.address(), server.secrets().resolve("backend.json"));
            LogWitness witness = new LogWitness(
                    new FhirClient(server.address(), server.secrets().resolve("officer.json")));
            prepare(server, backend);
            String trust =
                    Files.readString(ServerProcess.awaitFile(server.secrets().resolve("trust.json")));
            int transactions = killWhileServing(server, witness);
            findings.figure("transactions sent for the patient bundles", transactions);
            verify(server, cli, witness, trust);
        } finally {
            findings.print("Crash campaign, seed " + scale.seed());
        }
        assertThat(findings.failed()).isZero();
        assertThat(findings.passed()).isPositive();
        // Kept where something failed, to be looked into.
        FileSystemUtils.deleteRecursively(home);
    }

    /** The first start lays out the schema, the keys and the ledger: a kill in the midst must not spoil the second. */
    private void killWhileStartingFirst(ServerProcess server) throws IOException, InterruptedException {
        for (int i = 0; i < scale.firstStartKills(); i++) {
            server.launch();
            ServerProcess.awaitFile(server.data().resolve("fhir.mv.db"));
            Thread.sleep(random.nextInt(9000));
            server.kill();
            killsInFirstStart++;
            boolean ledger = Files.exists(server.data().resolve("development.ledger"));
            firstStartsWithLedger += ledger ? 1 : 0;
            Progress.line("killed in its first start" + (ledger ? ", the ledger begun" : ""));
        }
    }

    private void prepare(ServerProcess server, FhirClient backend) throws IOException, InterruptedException {
        for (int i = 0; i < scale.clients(); i++) {
            ObservationClient.createPatient(backend, acknowledgements, i);
        }
        BundleLoader foundations =
                new BundleLoader(backend, availability, acknowledgements, scale.foundations(), i -> true);
        foundations.run();
        Progress.line("organizations and practitioners are stored, at " + server.address());
    }

    private int killWhileServing(ServerProcess server, LogWitness witness) throws IOException, InterruptedException {
        List<Path> bundles = scale.patientBundles();
        BundleLoader loader = new BundleLoader(
                new FhirClient(server.address(), server.secrets().resolve("backend.json")),
                availability,
                acknowledgements,
                bundles,
                i -> kills.get() >= i * scale.kills() / bundles.size());
        List<Thread> threads = new ArrayList<>();
        Thread loading = new Thread(loader, "bundles");
        threads.add(loading);
        for (int i = 0; i < scale.clients(); i++) {
            threads.add(new Thread(
                    new ObservationClient(
                            new FhirClient(server.address(), server.secrets().resolve("backend.json")),
                            availability,
                            acknowledgements,
                            new Random(random.nextLong()),
                            i),
                    "client-" + i));
        }
        threads.forEach(Thread::start);
        long lastStart = 10_000;
        while (kills.get() < scale.kills()) {
            lastStart = killAndRestart(server, witness, lastStart);
        }
        loading.join();
        Thread.sleep(2000);
        availability.end();
        for (Thread thread : threads) {
            thread.join();
        }
        return loader.sent();
    }

    private long killAndRestart(ServerProcess server, LogWitness witness, long lastStart)
            throws IOException, InterruptedException {
        // Half of them within 5 s: what a start leaves to be done is killed as often as steady work.
        long delay = (long) (1000 * Math.pow(25, random.nextDouble()));
        Thread.sleep(delay);
        witness.look();
        server.kill();
        availability.down();
        kills.incrementAndGet();
        Progress.line("kill " + kills + " of " + scale.kills() + ", " + delay + " ms after it answered; "
                + acknowledgements.acknowledged().size() + " versions acknowledged so far");
        while (kills.get() < scale.kills() && random.nextInt(STARTUP_KILL_IN) == 0) {
            server.launch();
            long midst = (long) (lastStart * (0.2 + 0.8 * random.nextDouble()));
            Thread.sleep(midst);
            server.kill();
            kills.incrementAndGet();
            killsInStart++;
            Progress.line("kill " + kills + " of " + scale.kills() + ", " + midst + " ms into a restart");
        }
        server.launch();
        long took = server.awaitReady();
        slowestStart = Math.max(slowestStart, took);
        availability.up();
        return took;
    }

    private void verify(ServerProcess server, Path cli, LogWitness witness, String trust) throws Exception {
        Verification verification = new Verification(server, acknowledgements, witness, findings);
        findings.figure("kills while serving or restarting", kills);
        findings.figure("of these in the midst of a restart", killsInStart);
        findings.figure("kills in the first start", killsInFirstStart);
        findings.figure("slowest restart until it answered, ms", slowestStart);
        findings.figure("patient bundles", scale.patientBundles().size());
        findings.check("the kills took place", kills.get() >= scale.kills(), kills + " of " + scale.kills());
        verification.acknowledgedVersions(
                new FhirClient(server.address(), server.secrets().resolve("backend.json")));
        long leaves = verification.log(cli, trust, 0);
        verification.loadedOnce(scale.foundations(), scale.patientBundles(), leaves);
        server.stop();
        verification.stopped(leaves, 2L * (1 + firstStartsWithLedger));
    }
}
