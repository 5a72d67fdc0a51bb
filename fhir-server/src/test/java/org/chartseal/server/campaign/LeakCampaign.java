package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.server.campaign.FhirClient.Answer;
import org.chartseal.server.leaks.FhirVocabulary;
import org.chartseal.server.leaks.Hits;
import org.chartseal.server.leaks.Needles;
import org.chartseal.server.leaks.RecordValues;
import org.chartseal.server.leaks.ValueClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Loads patients, lets clients search, write and err with their values, and then looks for every value in all that the
 * server leaves behind. A server with sealing off, hunted the same way, shows that the hunt finds what is there.
 */
class LeakCampaign {
    /** Days from here on are the server's own times: of writing, of a search, of a log line. */
    private final LocalDate serverTimes = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    private static final Predicate<String> INDEX =
            place -> place.matches("hfj_(spidx_|idx_|res_link\\.|res_param_present\\.).*");
    private static final Predicate<String> RAW = place -> place.endsWith(".mv.db") || place.startsWith("raw ");
    private static final int ASKED_ABOUT = 5;

    private final Findings findings = new Findings();
    private final Path jar = Path.of(System.getProperty("chartseal.jar"));
    private final Path scratch = Path.of(System.getProperty("campaign.directory"), "run-" + System.nanoTime());
    private final RecordValues values = new RecordValues(FhirVocabulary.words());
    private BitSet ignored = new BitSet();

    @Test
    @Timeout(value = 180, unit = TimeUnit.MINUTES)
    void leavesNothingBehind() throws Exception {
        Files.createDirectories(scratch);
        LeakRecords records = LeakRecords.fromProperties(scratch);
        for (Path bundle : records.bundles()) {
            values.add(Fingerprint.parse(Files.readAllBytes(bundle)));
        }
        Needles needles = new Needles(values, serverTimes);
        findings.figure("bundles, " + records.from(), records.bundles().size());
        findings.figure("texts and days looked for", needles.size());
        findings.figure("numbers looked for", values.numbers().size());
        findings.figure("short texts looked for", values.shortTexts().size());
        Map<ValueClass, Integer> classes = new EnumMap<>(ValueClass.class);
        for (int id = 0; id < needles.size(); id++) {
            classes.merge(needles.kind(id), 1, Integer::sum);
        }
        classes.forEach((kind, count) -> findings.figure("  of class " + kind, count));
        try {
            try (Quarry h2 = Quarry.h2(scratch.resolve("h2"))) {
                sealed("H2", h2, records, needles);
            }
            try (Quarry open = Quarry.h2(scratch.resolve("open"))) {
                hunts(open, records, needles);
            }
            if (records.full()) {
                try (Quarry postgres = Quarry.postgres(scratch.resolve("pg"))) {
                    sealed("PostgreSQL", postgres, records, needles);
                }
            }
        } finally {
            findings.print("Leak campaign");
        }
        assertThat(findings.failed()).isZero();
        assertThat(findings.passed()).isPositive();
        FileSystemUtils.deleteRecursively(scratch);
    }

    private void sealed(String name, Quarry quarry, LeakRecords records, Needles needles) throws Exception {
        try (ServerProcess server = new ServerProcess(jar, quarry.home(), quarry.settings())) {
            server.launch();
            server.awaitReady();
            server.stop();
            Hits control = quarry.search(values, needles, new BitSet(), serverTimes);
            ignored = control.values();
            findings.figure(name + ": values that stand in it without a record", ignored.cardinality());
            Progress.line(name + ": without a record\n" + control.table());
            work(server, records.bundles(), name);
        }
        Hits hits = timed(name, () -> quarry.search(values, needles, ignored, serverTimes));
        Progress.line(name + ": sealed\n" + hits.table());
        for (ValueClass kind : ValueClass.values()) {
            none(
                    name + ": no " + kind + " outside the search index",
                    hits.byPlace(kind, INDEX.or(RAW).negate()));
            none(name + ": no " + kind + " in the search index", hits.byPlace(kind, INDEX));
            none(name + ": no " + kind + " in raw database files", hits.byPlace(kind, RAW));
        }
    }

    private void hunts(Quarry quarry, LeakRecords records, Needles needles) throws Exception {
        List<String> open = List.of("--chartseal.sealing.enabled=false");
        List<Path> few = records.bundles().subList(0, Math.min(records.bundles().size(), 6));
        try (ServerProcess server = new ServerProcess(jar, quarry.home(), open)) {
            work(server, few, "sealing off");
        }
        Hits hits = timed("sealing off", () -> quarry.search(values, needles, ignored, serverTimes));
        Progress.line("sealing off\n" + hits.table());
        for (ValueClass kind : ValueClass.values()) {
            Map<String, Long> places = hits.byPlace(kind, RAW.negate());
            findings.check("with sealing off, " + kind + " is found", !places.isEmpty(), places.size() + " places");
        }
    }

    private void work(ServerProcess server, List<Path> bundles, String name) throws IOException, InterruptedException {
        server.launch();
        server.awaitReady();
        FhirClient client = new FhirClient(server.address(), server.secrets().resolve("backend.json"));
        List<JsonNode> patients = new ArrayList<>();
        for (Path bundle : bundles) {
            byte[] body = Files.readAllBytes(bundle);
            Answer answer = client.send("POST", "/fhir", body);
            if (answer.status() == 401) {
                answer = client.send("POST", "/fhir", body);
            }
            assertThat(answer.status()).as(answer.excerpt()).isEqualTo(200);
            patients.addAll(Requests.patients(Fingerprint.parse(body)));
        }
        Progress.line(name + ": " + bundles.size() + " bundles are stored");
        client.renew();
        Requests requests = new Requests(client);
        for (JsonNode patient : patients.subList(0, Math.min(ASKED_ABOUT, patients.size()))) {
            requests.about(patient);
        }
        findings.figure(name + ": answers by status", requests.statuses());
        server.stop();
    }

    private void none(String check, Map<String, Long> places) {
        List<String> complaints = new ArrayList<>();
        places.forEach((place, count) -> complaints.add(count + " in " + place));
        findings.none(check, complaints, "none");
    }

    private interface Search {
        Hits run() throws IOException, SQLException;
    }

    private Hits timed(String name, Search search) throws IOException, SQLException {
        long from = System.nanoTime();
        Hits hits = search.run();
        findings.figure(name + ": seconds of looking", (System.nanoTime() - from) / 1_000_000_000L);
        return hits;
    }
}
