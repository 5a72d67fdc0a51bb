package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.server.campaign.FhirClient.Answer;

/**
 * Two patients with records of their own, each version of each marked with a word of its own, so that whatever an answer
 * shows can be traced to the one place it may stand in.
 */
final class Victims {
    private static final Pattern MARK = Pattern.compile("mark-[0-9a-f-]{36}");

    private final FhirClient client;
    /** By type and id: the mark of each version, null for a deletion. */
    private final Map<String, List<String>> marks = new HashMap<>();

    private final Map<String, String> patients = new HashMap<>();

    final String first;
    final String second;
    /** Of the first patient, in its second version. */
    final String updated;
    /** Of the first patient, in its first version. */
    final String other;
    /** Of the second patient. */
    final String foreign;

    Victims(FhirClient client) throws IOException, InterruptedException {
        this.client = client;
        this.first = create("Patient", null);
        this.second = create("Patient", null);
        this.updated = create("Observation", first);
        this.other = create("Observation", first);
        this.foreign = create("Observation", second);
        update(updated);
    }

    /** The row id of a record, as SQL. */
    static String row(String reference) {
        return "(select RES_ID from HFJ_RESOURCE where FHIR_ID = '" + reference.split("/", -1)[1] + "')";
    }

    /** All of them, by type and id. */
    Set<String> references() {
        return Set.copyOf(marks.keySet());
    }

    String delete() throws IOException, InterruptedException {
        String gone = create("Observation", first);
        client.send("DELETE", "/fhir/" + gone, null);
        marks.get(gone).add(null);
        return gone;
    }

    private String create(String type, String patient) throws IOException, InterruptedException {
        String mark = "mark-" + UUID.randomUUID();
        Answer answer = client.send("POST", "/fhir/" + type, body(type, null, patient, mark));
        if (answer.status() != 201) {
            throw new IOException("Expected 201, found " + answer.excerpt());
        }
        String reference = type + "/" + answer.json().path("id").asText();
        marks.put(reference, new ArrayList<>(List.of(mark)));
        if (patient != null) {
            patients.put(reference, patient);
        }
        return reference;
    }

    private void update(String reference) throws IOException, InterruptedException {
        String mark = "mark-" + UUID.randomUUID();
        String[] parts = reference.split("/", -1);
        client.send("PUT", "/fhir/" + reference, body(parts[0], parts[1], patients.get(reference), mark));
        marks.get(reference).add(mark);
    }

    private static byte[] body(String type, String id, String patient, String mark) {
        String start = "{\"resourceType\":\"" + type + "\"," + (id == null ? "" : "\"id\":\"" + id + "\",");
        String rest = type.equals("Patient")
                ? "\"identifier\":[{\"system\":\"urn:m\",\"value\":\"" + mark + "\"}]}"
                : "\"status\":\"final\",\"code\":{\"text\":\"" + mark + "\"},\"subject\":{\"reference\":\"" + patient
                        + "\"}}";
        return (start + rest).getBytes(StandardCharsets.UTF_8);
    }

    /** Asks for everything in every way, and says what should not have been answered. */
    List<String> complaints() throws IOException, InterruptedException {
        List<String> complaints = new ArrayList<>();
        for (String reference : List.copyOf(marks.keySet())) {
            String[] parts = reference.split("/", -1);
            ask("/fhir/" + reference, null, complaints);
            ask("/fhir/" + reference + "/_history/1", null, complaints);
            ask("/fhir/" + reference + "/_history", null, complaints);
            ask("/fhir/" + parts[0] + "?_id=" + parts[1], null, complaints);
            if (parts[0].equals("Patient")) {
                ask("/fhir/Observation?patient=" + parts[1], reference, complaints);
                ask(
                        "/fhir/Observation?patient.identifier=urn:m%7C"
                                + marks.get(reference).get(0),
                        reference,
                        complaints);
                ask("/fhir/Patient?identifier=urn:m%7C" + marks.get(reference).get(0), reference, complaints);
                ask("/fhir/" + reference + "/$everything", reference, complaints);
            }
        }
        return complaints;
    }

    private void ask(String path, String patient, List<String> complaints) throws IOException, InterruptedException {
        Answer answer = client.get(path);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() != 200) {
            if (MARK.matcher(text.replace(path, "")).find()) {
                complaints.add(path + " answers " + answer.status() + " with a record's content");
            }
            return;
        }
        JsonNode json = answer.json();
        boolean history = path.contains("_history");
        if (json.path("resourceType").asText().equals("Bundle")) {
            json.path("entry").forEach(entry -> judge(path, entry.path("resource"), history, patient, complaints));
        } else {
            judge(path, json, history, patient, complaints);
        }
    }

    private void judge(String path, JsonNode resource, boolean history, String patient, List<String> complaints) {
        Matcher mark = MARK.matcher(resource.toString());
        if (!mark.find()) {
            return;
        }
        String reference = resource.path("resourceType").asText() + "/"
                + resource.path("id").asText();
        List<String> versions = marks.getOrDefault(reference, List.of());
        int version = resource.at("/meta/versionId").asInt();
        if (version < 1 || version > versions.size() || !mark.group().equals(versions.get(version - 1))) {
            complaints.add(path + " shows another's content as " + reference);
        } else if (!history && version != versions.size()) {
            complaints.add(path + " shows version " + version + " of " + versions.size() + " as current");
        } else if (patient != null
                && !reference.equals(patient)
                && !subject(resource).equals(patient)) {
            complaints.add(path + " finds another patient's " + reference);
        }
    }

    private static String subject(JsonNode resource) {
        return resource.at("/subject/reference").asText();
    }
}
