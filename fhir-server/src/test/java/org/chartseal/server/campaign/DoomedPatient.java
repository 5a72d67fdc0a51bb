package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chartseal.server.campaign.FhirClient.Answer;

/** A patient with a few records, made to be erased. Each text of theirs begins with a word that stands nowhere else. */
final class DoomedPatient {
    /** Nobody is called so, and no library knows it. */
    static final String WORD = "Qvexkrzdoom";

    private static final int OBSERVATIONS = 6;
    private static final String REASON = "{\"resourceType\":\"Parameters\",\"parameter\":"
            + "[{\"name\":\"reason\",\"valueCode\":\"subject-request\"}]}";

    private final String family = WORD + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
    private final List<String> references = new ArrayList<>();

    DoomedPatient(FhirClient backend) throws IOException, InterruptedException {
        StringBuilder entries = new StringBuilder(entry(
                "Patient",
                "\"id\":\"doomed\",\"name\":[{\"family\":\"" + family + "\"}],\"birthDate\":\"1931-05-06\""));
        for (int i = 0; i < OBSERVATIONS; i++) {
            entries.append(',')
                    .append(entry(
                            "Observation",
                            "\"status\":\"final\",\"code\":{\"text\":\"" + family + " " + i
                                    + "\"},\"subject\":{\"reference\":\"urn:uuid:doomed\"}"));
        }
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
        Answer answer = backend.send("POST", "/fhir", bundle.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 200) {
            throw new IOException("Expected to store a patient to be erased, found " + answer.excerpt());
        }
        for (JsonNode entry : answer.json().path("entry")) {
            String[] parts = entry.at("/response/location").asText().split("/", -1);
            references.add(parts[0] + "/" + parts[1]);
        }
    }

    private static String entry(String type, String members) {
        String url = type.equals("Patient") ? "urn:uuid:doomed" : "urn:uuid:" + UUID.randomUUID();
        return "{\"fullUrl\":\"" + url + "\",\"resource\":{\"resourceType\":\"" + type + "\"," + members
                + "},\"request\":{\"method\":\"POST\",\"url\":\"" + type + "\"}}";
    }

    /** Versions stored, each with a leaf. */
    int versions() {
        return references.size();
    }

    /** Asks for the erasure, or how far it is. */
    Answer erase(FhirClient officer) throws IOException, InterruptedException {
        return officer.send("POST", "/fhir/" + references.get(0) + "/$erase", REASON.getBytes(StandardCharsets.UTF_8));
    }

    /** What still shows this patient, or does not say that he was erased. */
    List<String> remains(FhirClient officer, FhirClient backend) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        Answer erased = erase(officer);
        if (erased.status() != 200 || !new String(erased.body(), StandardCharsets.UTF_8).contains("\"done\"")) {
            found.add("$erase answered " + erased.excerpt());
        }
        for (String reference : references) {
            expect(officer.get("/fhir/" + reference), 410, "the officer's " + reference, found);
            expect(backend.get("/fhir/" + reference), 404, reference, found);
            expect(backend.get("/fhir/" + reference + "/_history/1"), 404, reference + "/_history/1", found);
        }
        Answer search = backend.get("/fhir/Patient?family=" + family);
        if (search.status() != 200 || !search.json().path("entry").isEmpty()) {
            found.add("a search answered " + search.excerpt());
        }
        return found;
    }

    private static void expect(Answer answer, int status, String what, List<String> found) {
        if (answer.status() != status || new String(answer.body(), StandardCharsets.UTF_8).contains(WORD)) {
            found.add(what + " answered " + answer.excerpt());
        }
    }
}
