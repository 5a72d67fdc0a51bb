package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.anchoring.promise.PromiseHeader;
import org.chartseal.anchoring.proof.PromiseFile;
import org.chartseal.server.campaign.FhirClient.Answer;

/**
 * What happened honestly before anybody tampers, and what outsiders kept of it: checkpoints, proofs, promises, and a copy
 * of the chain.
 */
final class TamperHistory {
    private static final byte[] EPOCH = ("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"kind\","
                    + "\"valueCode\":\"epoch\"}]}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    static final String EARLY = "early";
    static final String BASELINE = "baseline";

    private final TamperedServer server;
    private final Scale scale;
    private final Path archive;
    final TamperVictims victims;
    /** Files of checkpoints by size. */
    final TreeMap<Long, Path> checkpoints = new TreeMap<>();
    /** Files of proofs by version. */
    final Map<String, Path> proofs = new HashMap<>();

    final List<Path> promises = new ArrayList<>();

    TamperHistory(TamperedServer server, Scale scale, Path archive) throws IOException {
        this.server = server;
        this.scale = scale;
        this.archive = Files.createDirectories(archive);
        this.victims = new TamperVictims(server);
    }

    /** Settings under which an honest server idles for good. */
    static Map<String, String> quiet() {
        return new HashMap<>(Map.of(
                "chartseal.log.promise.within", "1m",
                "chartseal.log.tick.interval", "0s",
                "chartseal.log.snapshot.interval", "24h"));
    }

    private static Map<String, String> busy() {
        Map<String, String> settings = quiet();
        settings.put("chartseal.log.tick.interval", "3s");
        settings.put("chartseal.log.snapshot.interval", "15s");
        return settings;
    }

    void make() throws Exception {
        server.start(busy());
        FhirClient backend = server.process.client("backend");
        Acknowledgements acknowledgements = new Acknowledgements();
        Availability up = new Availability();
        up.up();
        List<Path> bundles = new ArrayList<>(scale.foundations());
        bundles.addAll(patients());
        victims.create(backend, 30);
        archiveCheckpoint();
        new BundleLoader(backend, up, acknowledgements, bundles, i -> true).run();
        rest(1);
        archiveCheckpoint();
        stop();
        server.keep(EARLY);
        Progress.line("kept an early copy");
        server.start(busy());
        backend.renew();
        later(backend);
        stop();
        server.keep(BASELINE);
        Progress.line("kept the baseline, " + checkpoints.lastKey() + " leaves");
    }

    /** All patients of the larger set where nothing is left out. */
    private List<Path> patients() throws IOException {
        if (scale.patients() < Integer.MAX_VALUE) {
            return scale.patientBundles();
        }
        return Files.readAllLines(scale.synthea().resolve("medium.txt")).stream()
                .filter(line -> !line.isBlank())
                .map(scale.synthea()::resolve)
                .toList();
    }

    private void later(FhirClient backend) throws IOException, InterruptedException, SQLException {
        FhirClient officer = server.process.client("officer");
        victims.create(backend, 20);
        List<String> some = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String victim = victims.retire();
            some.add(victim);
            promises.add(victims.updateAndKeep(backend, victim, 3, archive.resolve("promise-" + i + ".json")));
        }
        backend.send("DELETE", "/fhir/" + some.get(0), null);
        officer.send("POST", "/fhir/$rotate-keys", EPOCH);
        DoomedPatient doomed = new DoomedPatient(backend);
        rest(2);
        Answer erased = doomed.erase(officer);
        for (int i = 0; i < 120 && erased.status() == 202; i++) {
            Thread.sleep(500);
            erased = doomed.erase(officer);
        }
        if (erased.status() != 200) {
            throw new IOException("Expected an erasure to be done, found " + erased.excerpt());
        }
        archiveCheckpoint();
        for (int i = 1; i < some.size(); i++) {
            archiveProof(some.get(i) + "/_history/3");
            archiveProof(some.get(i) + "/_history/1");
        }
        victims.update(backend, some.get(1), subject(backend, some.get(1)), 4);
        rest(3);
        archiveCheckpoint();
    }

    private static String subject(FhirClient backend, String reference) throws IOException, InterruptedException {
        return backend.get("/fhir/" + reference).json().at("/subject/reference").asText();
    }

    /** Waits until nothing waits for a leaf, there are so many maps, two ticks and the newest map is of all versions. */
    private void rest(int maps) throws SQLException, InterruptedException {
        await("select case when (select count(*) from cs_pending where leaf_index is null) = 0"
                + " and (select count(*) from cs_leaf where" + LeafTampering.ofKind(5) + ") >= " + maps
                + " and (select count(*) from cs_leaf where" + LeafTampering.ofKind(7) + ") >= " + maps
                + " and (select max(as_of_size) from cs_map_snapshot) > (select max(leaf_index) from cs_leaf"
                + " where leaf_write is null) then 1 else 0 end");
    }

    /** Stops it once everything is anchored. */
    private void stop() throws SQLException, InterruptedException, IOException {
        await("select case when (select max(tree_size) from cs_anchor where block_number is not null) >="
                + " (select max(leaf_index) from cs_leaf where leaf_write is null) then 1 else 0 end");
        archiveCheckpoint();
        server.stop();
    }

    /** Waits until a query answers 1. */
    void await(String sql) throws SQLException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(240);
        while (server.number(sql) != 1) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Expected within 240 s: " + sql);
            }
            Thread.sleep(300);
        }
    }

    /** Archives the newest checkpoint as an officer would, and returns its size. */
    long archiveCheckpoint() throws IOException, InterruptedException {
        Path file = archive.resolve("checkpoint-" + System.nanoTime());
        long size = fetchCheckpoint(file);
        checkpoints.put(size, file);
        return size;
    }

    /** Fetches the newest checkpoint into a file, and returns its size. */
    long fetchCheckpoint(Path file) throws IOException, InterruptedException {
        Answer answer = server.process.client("officer").get("/log/checkpoint");
        if (answer.status() != 200) {
            throw new IOException("Expected a checkpoint, found " + answer.excerpt());
        }
        Files.write(file, answer.body());
        return Long.parseLong(Files.readAllLines(file).get(1));
    }

    private void archiveProof(String version) throws IOException, InterruptedException {
        proofs.put(version, fetchProof(version, archive.resolve("proof-" + proofs.size() + ".json")));
    }

    /** Fetches the proof of a version once it is anchored. */
    Path fetchProof(String version, Path file) throws IOException, InterruptedException {
        FhirClient backend = server.process.client("backend");
        Answer answer = backend.get("/fhir/" + version + "/$integrity-proof");
        for (int i = 0; i < 100 && (answer.status() == 503 || unanchored(answer)); i++) {
            Thread.sleep(300);
            answer = backend.get("/fhir/" + version + "/$integrity-proof");
        }
        if (answer.status() != 200) {
            throw new IOException("Expected a proof of " + version + ", found " + answer.excerpt());
        }
        return Files.write(file, answer.body());
    }

    private static boolean unanchored(Answer answer) throws IOException {
        return answer.status() == 200 && answer.json().path("anchors").isEmpty();
    }

    /** The newest checkpoint archived before anybody tampered. */
    Path newest() {
        return checkpoints.lastEntry().getValue();
    }

    /** A promise whose keeper names another version than the one it is of. */
    Path replayedPromise() throws IOException {
        PromiseFile kept = PromiseFile.parse(Files.readAllBytes(promises.get(0)));
        PromiseFile other = PromiseFile.parse(Files.readAllBytes(promises.get(1)));
        PromiseFile replayed = new PromiseFile(
                PromiseHeader.parse(kept.header()).value(),
                List.of(new PromiseFile.Write(
                        kept.writes().get(0).w(), other.writes().get(0).version())));
        return Files.writeString(archive.resolve("replayed.json"), replayed.json());
    }

    Path archive() {
        return archive;
    }
}
