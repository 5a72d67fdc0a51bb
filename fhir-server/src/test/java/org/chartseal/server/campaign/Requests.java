package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.server.campaign.FhirClient.Answer;

/** What clients do with patients' values in their hands: search, page, write by condition, and get it wrong. */
final class Requests {
    private final FhirClient client;
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    Requests(FhirClient client) {
        this.client = client;
    }

    /** How often each status was answered. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    void about(JsonNode patient) throws IOException, InterruptedException {
        String family = FhirClient.encode(patient.at("/name/0/family").asText());
        String given = FhirClient.encode(patient.at("/name/0/given/0").asText());
        String city = FhirClient.encode(patient.at("/address/0/city").asText());
        String phone = FhirClient.encode(patient.at("/telecom/0/value").asText());
        JsonNode identifier = patient.at("/identifier/0");
        String token = FhirClient.encode(identifier.path("system").asText() + "|"
                + identifier.path("value").asText());
        String born = patient.path("birthDate").asText();
        Answer found = get("/fhir/Patient?identifier=" + token);
        String id = found.json().at("/entry/0/resource/id").asText();
        get("/fhir/Patient?family=" + family + "&given:exact=" + given + "&birthdate=" + born + "&_sort=family");
        get("/fhir/Patient?address-city=" + city + "&_total=accurate");
        get("/fhir/Patient?phone=" + phone + "&name:contains=" + family);
        get("/fhir/Observation?patient.family=" + family + "&_sort=-date");
        pages("/fhir/Observation?patient=" + id + "&_count=3");
        get("/fhir/Patient/" + id + "/$everything");
        get("/fhir/Patient/" + id + "/_history");
        conditional(patient, "identifier=" + token);
        wrong(patient, family, born, id);
    }

    private void pages(String path) throws IOException, InterruptedException {
        String next = path;
        for (int page = 0; page < 3 && next != null; page++) {
            Answer answer = get(next);
            next = null;
            for (JsonNode link : answer.json().path("link")) {
                if (link.path("relation").asText().equals("next")) {
                    next = link.path("url").asText().replaceFirst("http://[^/]*", "");
                }
            }
        }
    }

    private void conditional(JsonNode patient, String condition) throws IOException, InterruptedException {
        ObjectNode again = patient.deepCopy();
        again.remove("id");
        send("PUT", "/fhir/Patient?" + condition, again.toString());
        String fresh = "identifier=urn:campaign%7C"
                + FhirClient.encode(patient.at("/name/0/family").asText() + "-file");
        send(
                "POST",
                "/fhir",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":{\"resourceType\":"
                        + "\"Basic\",\"identifier\":[{\"system\":\"urn:campaign\",\"value\":"
                        + Fingerprint.JSON.writeValueAsString(
                                patient.at("/name/0/family").asText() + "-file")
                        + "}],\"code\":{\"text\":\"file\"}},\"request\":{\"method\":\"POST\",\"url\":\"Basic\","
                        + "\"ifNoneExist\":\"" + fresh + "\"}}]}");
        send("DELETE", "/fhir/Basic?" + fresh, null);
    }

    /** Requests that fail, each with a value in it that an error might repeat. */
    private void wrong(JsonNode patient, String family, String born, String id)
            throws IOException, InterruptedException {
        get("/fhir/Patient?nosuchparameter=" + family);
        get("/fhir/Patient?birthdate=" + family);
        get("/fhir/Observation?value-quantity=" + family);
        get("/fhir/Patient?family=" + family.repeat(200));
        get("/fhir/Patient/" + family.replaceAll("[^A-Za-z0-9]", ""));
        get("/fhir/Nosuchtype/" + family);
        get("/nosuchpath/" + family + "/" + born);
        get("/fhir/$export?_typeFilter=" + FhirClient.encode("Patient?family=") + family);
        send(
                "POST",
                "/fhir/$reindex",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"url\",\"valueString\":"
                        + "\"Patient?family=" + family + "\"}]}");
        send("POST", "/fhir/Patient", patient.toString().replace("\"birthDate\":\"", "\"birthDate\":\"x"));
        send("POST", "/fhir/Patient", patient.toString() + "}");
        send("POST", "/fhir/Patient/$validate", patient.toString());
        send("PUT", "/fhir/Patient/" + id + "x", patient.toString());
        send(
                "POST",
                "/fhir/Observation",
                "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":"
                        + "{\"reference\":\"Patient?family=" + family + "&birthdate=" + born + "\"}}");
        send("PATCH", "/fhir/Patient/" + id, "[{\"op\":\"nosuch\",\"path\":\"/name\",\"value\":\"" + family + "\"}]");
        send("POST", "/fhir/Patient/" + id + "/$meta-add", "{\"resourceType\":\"Parameters\"}");
    }

    private Answer get(String path) throws IOException, InterruptedException {
        Answer answer = client.get(path);
        statuses.merge(answer.status(), 1, Integer::sum);
        return answer;
    }

    private void send(String method, String path, String body) throws IOException, InterruptedException {
        Answer answer = client.send(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
        statuses.merge(answer.status(), 1, Integer::sum);
    }

    /** The patients of a bundle. */
    static List<JsonNode> patients(JsonNode bundle) {
        List<JsonNode> patients = new ArrayList<>();
        bundle.path("entry").forEach(entry -> {
            if (entry.at("/resource/resourceType").asText().equals("Patient")) {
                patients.add(entry.path("resource"));
            }
        });
        return patients;
    }
}
