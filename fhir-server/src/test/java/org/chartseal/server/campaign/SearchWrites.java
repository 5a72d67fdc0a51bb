package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.server.campaign.FhirClient.Answer;
import org.chartseal.server.campaign.SearchData.Side;

/** Writes that hang on a search: conditional ones, and transactions that refer to what a search finds. */
final class SearchWrites {
    private final SearchData data;
    private final List<String> differences = new ArrayList<>();
    private int count;

    SearchWrites(SearchData data) {
        this.data = data;
    }

    List<String> differences() {
        return differences;
    }

    int count() {
        return count;
    }

    void run(Findings findings) throws IOException, InterruptedException {
        String patient = "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:w\",\"value\":\"1\"}],"
                + "\"name\":[{\"family\":\"Zyxwolf\",\"given\":[\"Ina\"]}],\"birthDate\":\"1933-03-03\"}";
        put("Patient?identifier=urn:w|1", patient);
        put("Patient?identifier=urn:w|1", patient.replace("Ina", "Ida"));
        put("Patient?family=Zyxwolf&given=ida", patient.replace("1933", "1934"));
        put("Patient?family=zyxw&birthdate=1934-03-03", patient.replace("1933", "1935"));
        put("Patient?family:exact=Zyxwolf&birthdate=lt1950", patient);
        put("Patient?family=Smi", patient);
        both("DELETE", "Patient?identifier=urn:w|none", null);
        bundle(entry("POST", "Patient", patient, "identifier=urn:w|1"));
        bundle(entry("POST", "Patient", patient.replace("\"1\"", "\"2\""), "family=Zyxwolf&birthdate=1933-03-03"));
        bundle(entry(
                "POST", "Patient", patient.replace("\"1\"", "\"3\"").replace("Zyxwolf", "Qqwolf"), "family=Qqwolf"));
        bundle(entry("POST", "Patient", patient.replace("Zyxwolf", "Qqwolf"), "family=Qqwolf"));
        String observation = "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"w\"},"
                + "\"effectiveDateTime\":\"2001-01-01\",\"subject\":{\"reference\":\"Patient?QUERY\"}}";
        bundle(entry("POST", "Observation", observation.replace("QUERY", "identifier=urn:w|1"), ""));
        bundle(entry("POST", "Observation", observation.replace("QUERY", "family=Qqwolf"), ""));
        bundle(entry("POST", "Observation", observation.replace("QUERY", "birthdate=1933-03-03&given=Ina"), ""));
        bundle(entry("POST", "Observation", observation.replace("QUERY", "family=Nobodyhere"), ""));
        bundle(entry("PUT", "Patient?identifier=urn:w|1", patient.replace("Ina", "Eva"), ""));
        bundle(
                entry("POST", "Patient", patient.replace("\"1\"", "\"9\"").replace("Zyxwolf", "Both"), "family=Both"),
                entry(
                        "POST",
                        "Observation",
                        observation.replace("QUERY", "family=Zyxwolf"),
                        "date=2001-01-01&code:text=w"));
        both("DELETE", "Observation?subject.family=Qqwolf", null);
        both("DELETE", "Patient?family=Both", null);
        SearchComparison comparison = new SearchComparison(data);
        for (String query : List.of(
                "Patient?family=Zyxwolf",
                "Patient?family=Qqwolf",
                "Patient?family=both",
                "Patient?birthdate=1933-03-03",
                "Patient?birthdate=1934-03-03",
                "Patient?given=Ina",
                "Patient?given=Eva",
                "Observation?date=2001-01-01",
                "Observation?subject.family=Zyxwolf&code:text=w")) {
            note(query, comparison.compare(query, 50).difference());
        }
        findings.figure("conditional writes and transactions", count);
    }

    private void put(String path, String body) throws IOException, InterruptedException {
        both("PUT", path, body);
    }

    private void both(String method, String path, String body) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        for (Side side : data.sides()) {
            Answer answer = side.client.send(
                    method,
                    "/fhir/" + path.replace("|", "%7C"),
                    body == null ? null : body.getBytes(StandardCharsets.UTF_8));
            answers.add(Integer.toString(answer.status()));
        }
        note(method + " " + path, same(answers));
        count++;
    }

    private static String same(List<String> answers) {
        return answers.get(0).equals(answers.get(1)) ? "" : answers.get(0) + " and " + answers.get(1);
    }

    private void note(String what, String difference) {
        if (!difference.isEmpty()) {
            differences.add(what + ": " + difference);
            Progress.line("DIFFERS " + what + ": " + difference);
        }
    }

    private static ObjectNode entry(String method, String url, String resource, String ifNoneExist) throws IOException {
        ObjectNode entry = Fingerprint.JSON.createObjectNode();
        entry.set("resource", Fingerprint.parse(resource.getBytes(StandardCharsets.UTF_8)));
        ObjectNode request = entry.putObject("request").put("method", method).put("url", url);
        if (!ifNoneExist.isEmpty()) {
            request.put("ifNoneExist", ifNoneExist);
        }
        return entry;
    }

    private void bundle(ObjectNode... entries) throws IOException, InterruptedException {
        ObjectNode bundle = Fingerprint.JSON
                .createObjectNode()
                .put("resourceType", "Bundle")
                .put("type", "transaction");
        bundle.putArray("entry").addAll(List.of(entries));
        List<String> answers = new ArrayList<>();
        for (Side side : data.sides()) {
            Answer answer = side.client.send("POST", "/fhir", Fingerprint.JSON.writeValueAsBytes(bundle));
            StringBuilder statuses = new StringBuilder().append(answer.status());
            for (JsonNode entry : answer.json().path("entry")) {
                statuses.append(' ')
                        .append(entry.path("response").path("status").asText());
            }
            answers.add(statuses.toString());
        }
        note("transaction " + bundle.path("entry").path(0).path("request"), same(answers));
        count++;
    }
}
