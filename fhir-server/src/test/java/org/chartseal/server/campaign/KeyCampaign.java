package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Rotates keys of all four kinds and erases patients while clients write, read and search, and holds the server to it that
 * none of them notices. Then kills it in the midst of rotations and erasures, starts it again, and looks whether everything came to its
 * end: what was to go is gone, and nothing else.
 *
 * <p>The clinical database is a PostgreSQL, so that one can see beside the server how far an erasure is; the wrapped keys
 * are in an H2 file, which is killed with the server.
 */
class KeyCampaign {
    private final KeyScale scale = KeyScale.fromProperties();
    private final Random random = new Random(scale.seed());
    private final Findings findings = new Findings();

    @Test
    @Timeout(value = 120, unit = TimeUnit.MINUTES)
    void rotatesAndErasesUnderLoadAndUnderKills() throws Exception {
        Path jar = ServerProcess.required("chartseal.jar");
        Path cli = ServerProcess.required("chartseal.cli");
        Path home = Path.of(System.getProperty("campaign.directory"), "seed-" + scale.seed() + "-" + System.nanoTime());
        Path rawPostgres = home.resolve("postgres");
        Progress.line("seed " + scale.seed() + " (repeat with -Dcampaign.seed=" + scale.seed() + ")");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setDataDirectory(rawPostgres.toFile())
                        .start();
                ServerProcess server = new ServerProcess(jar, home, settings(postgres))) {
            server.launch();
            server.awaitReady();
            String trust =
                    Files.readString(ServerProcess.awaitFile(server.secrets().resolve("trust.json")));
            LogWitness witness = new LogWitness(server.client("officer"));
            try (ErasureWatch watch =
                    new ErasureWatch(postgres.getPostgresDatabase().getConnection())) {
                KeyLoad load = new KeyLoad(server, scale.clients(), random);
                Erasing erasing = new Erasing(server.client("officer"), server.client("backend"), watch);
                underLoad(load, erasing);
                new KeyKills(server, witness, load, erasing, random, findings).kill(scale);
                load.end();
                verify(load, erasing);
                dataKeys(postgres, load);
                indexKeys(postgres, load);
                Verification verification = new Verification(server, load.acknowledgements(), witness, findings);
                verification.acknowledgedVersions(server.client("backend"));
                verification.log(cli, trust, erasing.versions());
                server.stop();
                new KeyRemains(findings).look(server, watch, rawPostgres, erasing);
            }
        } finally {
            findings.print("Key campaign, seed " + scale.seed());
        }
        assertThat(findings.failed()).isZero();
        assertThat(findings.passed()).isPositive();
        // Kept where something failed, to be looked into.
        FileSystemUtils.deleteRecursively(home);
    }

    private static List<String> settings(EmbeddedPostgres postgres) {
        return List.of(
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres",
                "--chartseal.log.interval=200ms",
                "--chartseal.erasure.grace=1s",
                "--chartseal.rotation.grace=1s",
                "--chartseal.index-rotation.grace=1s",
                "--chartseal.index-rotation.pause=5ms");
    }

    private void underLoad(KeyLoad load, Erasing erasing) throws IOException, InterruptedException {
        Rotations rotations = load.rotations();
        for (int i = 1; i <= scale.erasures(); i++) {
            rotations.awaitDone(i * scale.rotations() / (scale.erasures() + 1));
            erasing.eraseOne();
            Progress.line("erased " + i + " of " + scale.erasures() + " under load; " + rotations.done()
                    + " rotations so far");
        }
        rotations.awaitDone(scale.rotations());
        findings.figure("rotations under load", rotations.done());
        findings.figure("erasures under load", scale.erasures());
        findings.figure("requests answered meanwhile, by status", load.statuses());
        findings.check("the load was one", load.answered() > 100, load.answered() + " requests");
        findings.check(
                "no request failed under rotation and erasure",
                load.failed() == 0
                        && load.unanswered() == 0
                        && load.acknowledgements().anomalies().isEmpty(),
                load.failed() + " failed, " + load.unanswered() + " unanswered of " + load.answered());
    }

    private void dataKeys(EmbeddedPostgres postgres, KeyLoad load) throws SQLException, InterruptedException {
        findings.figure("rotations of everybody's data keys", load.rotations().dataDone());
        findings.check(
                "everybody's data keys were rotated",
                load.rotations().dataDone() > 0,
                load.rotations().dataDone() + " times");
        int left = -1;
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 120 && left != 0; i++) {
                try (ResultSet count =
                        statement.executeQuery("select (select count(*) from cs_key_rotation where state <> 'DONE')"
                                + " + (select count(*) from cs_slot_successor)")) {
                    count.next();
                    left = count.getInt(1);
                }
                Thread.sleep(left == 0 ? 0 : 500);
            }
        }
        findings.check("rotations of data keys come to their end by themselves", left == 0, left + " unfinished");
    }

    private void indexKeys(EmbeddedPostgres postgres, KeyLoad load)
            throws SQLException, IOException, InterruptedException {
        findings.figure("rotations of the index's key", load.rotations().indexDone());
        findings.check(
                "the index's key was rotated",
                load.rotations().indexDone() > 0,
                load.rotations().indexDone() + " times");
        boolean underWay = true;
        for (int i = 0; i < 600 && underWay; i++) {
            underWay = load.rotations().indexUnderWay();
            Thread.sleep(underWay ? 500 : 0);
        }
        findings.check("rotations of the index's key come to their end by themselves", !underWay, "state asked for");
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(distinct generation) from cs_index_values")) {
            count.next();
            findings.check("one generation of the index is left", count.getInt(1) == 1, count.getInt(1) + "");
        }
    }

    private void verify(KeyLoad load, Erasing erasing) throws Exception {
        int unfinished = erasing.unfinished();
        findings.check(
                "erasures that were recorded come to their end by themselves",
                unfinished == 0,
                unfinished + " unfinished");
        findings.figure("patients erased", erasing.patients());
        findings.figure("rotations in all", load.rotations().done());
        findings.figure("rotations without an answer", load.rotations().unanswered());
        findings.figure("requests answered in all, by status", load.statuses());
        findings.check("no request that was answered failed", load.failed() == 0, load.failed() + " failed");
        findings.none(
                "the erased are gone: 410 for the officer, 404 for others",
                erasing.remains(),
                erasing.patients() + " patients");
        List<String> events = erasing.auditEvents();
        findings.check(
                "one audit event an erasure",
                events.size() == erasing.patients() && Set.copyOf(events).size() == events.size(),
                events.size() + " for " + erasing.patients());
    }
}
