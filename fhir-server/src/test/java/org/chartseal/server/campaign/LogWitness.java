package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.ConsistencyText;
import org.chartseal.server.campaign.FhirClient.Answer;

/** Looks at the log from outside, as an officer may, and remembers every checkpoint it ever saw. */
final class LogWitness {
    private static final int PAGE = 1000;

    private final FhirClient officer;
    private final Map<Long, Checkpoint> seen = new TreeMap<>();

    LogWitness(FhirClient officer) {
        this.officer = officer;
    }

    /** The newest checkpoint; a size seen before must have had the same root. */
    Checkpoint look() throws IOException, InterruptedException {
        Answer answer = officer.get("/log/checkpoint");
        if (answer.status() != 200) {
            throw new IOException("the log answered " + answer.excerpt());
        }
        Checkpoint now = SignedCheckpoint.parse(new String(answer.body(), StandardCharsets.UTF_8))
                .checkpoint();
        Checkpoint before = seen.putIfAbsent(now.size(), now);
        if (before != null && !java.util.Arrays.equals(before.root(), now.root())) {
            throw new IllegalStateException("Two roots at size " + now.size());
        }
        return now;
    }

    /** Waits until the log has at least so many leaves and grows no more. */
    Checkpoint awaitRest(long atLeast) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        Checkpoint last = look();
        int quiet = 0;
        while (System.nanoTime() < until && (quiet < 8 || last.size() < atLeast)) {
            Thread.sleep(1000);
            Checkpoint now = look();
            quiet = now.size() == last.size() ? quiet + 1 : 0;
            last = now;
        }
        return last;
    }

    int seen() {
        return seen.size();
    }

    /** Checkpoints that the newest one does not continue. */
    List<String> inconsistencies() throws IOException, InterruptedException {
        Checkpoint newest = look();
        List<String> found = new ArrayList<>();
        for (Checkpoint older : seen.values()) {
            Answer answer = officer.get("/log/consistency?from=" + older.size() + "&to=" + newest.size());
            if (answer.status() != 200 || !ConsistencyText.parse(answer.body()).verifies(older.root(), newest.root())) {
                found.add("size " + older.size() + " to " + newest.size());
            }
        }
        return found;
    }

    /** How often each content occurs in the log as version 1 of a resource, by its fingerprint. */
    Map<String, Integer> contents(long size) throws IOException, InterruptedException {
        Map<String, Integer> count = new HashMap<>();
        // A page ends with the leaf of a map, however many were asked for.
        long from = 0;
        while (from < size) {
            Answer answer = officer.get("/log/leaves?from=" + from + "&count=" + PAGE);
            if (answer.status() != 200 || answer.body().length == 0) {
                throw new IOException("the leaves answered " + answer.excerpt());
            }
            for (String line : new String(answer.body(), StandardCharsets.UTF_8).split("\n", -1)) {
                from += line.isEmpty() ? 0 : 1;
                JsonNode content = line.isEmpty()
                        ? Fingerprint.JSON.nullNode()
                        : Fingerprint.parse(Fingerprint.parse(line.getBytes(StandardCharsets.UTF_8))
                                .path("content")
                                .asText("null")
                                .getBytes(StandardCharsets.UTF_8));
                if (content.has("resourceType")) {
                    count.merge(Fingerprint.of(content), 1, Integer::sum);
                }
            }
        }
        return count;
    }

    /** Runs the officer's command over the whole log: its exit code and what it printed. */
    static Audit audit(Path cli, ServerProcess server) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        cli.toString(),
                        "audit",
                        "--server",
                        server.address().toString(),
                        "--trust",
                        server.secrets().resolve("trust.json").toString(),
                        "--credentials",
                        server.secrets().resolve("officer.json").toString(),
                        "--json")
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Audit(process.waitFor(), out);
    }

    /** What the officer's audit said. */
    record Audit(int exitCode, String out) {
        JsonNode json() {
            try {
                return Fingerprint.parse(out.getBytes(StandardCharsets.UTF_8));
            } catch (IOException noJson) {
                return Fingerprint.JSON.createObjectNode();
            }
        }
    }
}
