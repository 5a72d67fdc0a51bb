package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.chartseal.anchoring.proof.PromiseFile;
import org.chartseal.server.campaign.FhirClient.Answer;

/**
 * Patients with one Observation in two versions each. No two share a chain, so that what is done to one is not seen at
 * another; the second version is the newest leaf of both its chains.
 */
final class TamperVictims {
    private final TamperedServer server;
    private final List<String> all = new ArrayList<>();
    private final Deque<String> untouched = new ArrayDeque<>();

    TamperVictims(TamperedServer server) {
        this.server = server;
    }

    /** Stores so many. */
    void create(FhirClient client, int count) throws IOException, InterruptedException {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String urn = "urn:uuid:" + UUID.randomUUID();
            entries.append(i == 0 ? "" : ",")
                    .append("{\"fullUrl\":\"" + urn + "\",\"resource\":{\"resourceType\":\"Patient\",\"name\":"
                            + "[{\"family\":\"Victim\"}]},\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}},")
                    .append("{\"resource\":" + observation("", urn, 1)
                            + ",\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}");
        }
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
        Answer answer = client.send("POST", "/fhir", bundle.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            throw new IOException("Expected to store victims, found " + answer.excerpt());
        }
        String patient = "";
        for (JsonNode entry : answer.json().path("entry")) {
            String[] parts = entry.at("/response/location").asText().split("/", -1);
            String reference = parts[0] + "/" + parts[1];
            if (parts[0].equals("Patient")) {
                patient = reference;
            } else {
                update(client, reference, patient, 2);
                all.add(reference);
                untouched.add(reference);
            }
        }
    }

    private static String observation(String id, String patient, int value) {
        return "{\"resourceType\":\"Observation\"," + (id.isEmpty() ? "" : "\"id\":\"" + id + "\",")
                + "\"status\":\"final\",\"code\":{\"text\":\"weight\"},\"valueInteger\":" + value
                + ",\"subject\":{\"reference\":\"" + patient + "\"}}";
    }

    /** Writes a version, and returns what was answered. */
    Answer update(FhirClient client, String reference, String patient, int value)
            throws IOException, InterruptedException {
        byte[] body = observation(reference.split("/", -1)[1], patient, value).getBytes(StandardCharsets.UTF_8);
        Answer answer = client.send("PUT", "/fhir/" + reference, body);
        if (answer.status() != 200) {
            throw new IOException("Expected a new version of " + reference + ", found " + answer.excerpt());
        }
        return answer;
    }

    /** Writes a version of a victim, whose patient is read from the server, and keeps the promise in a file. */
    Path updateAndKeep(FhirClient client, String reference, int value, Path file)
            throws IOException, InterruptedException {
        Answer now = client.get("/fhir/" + reference);
        String patient = now.json().at("/subject/reference").asText();
        Answer answer = update(client, reference, patient, value);
        String version = answer.json().at("/meta/versionId").asText();
        return Files.writeString(
                file,
                PromiseFile.of(answer.promise(), null, reference + "/_history/" + version)
                        .json());
    }

    /** Every victim is untouched again. */
    void heal() {
        untouched.clear();
        untouched.addAll(all);
    }

    /** One that nobody else touches. */
    String take() {
        return untouched.removeFirst();
    }

    /** One that nobody is to tamper with, now or later. */
    String retire() {
        String retired = take();
        all.remove(retired);
        return retired;
    }

    /** The one that was stored last. */
    String newest() {
        return all.get(all.size() - 1);
    }

    /** The row id, as SQL. */
    static String row(String reference) {
        return Victims.row(reference);
    }

    /** The rows of a version, as the condition of a statement. */
    static String version(String reference, int version) {
        return "RES_ID = " + row(reference) + " and RES_VER = " + version;
    }

    /** The leaf of a version. */
    long leaf(String reference, int version) throws SQLException {
        return server.number("select leaf_index from cs_pending where " + version(reference, version));
    }
}
