package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records that every kind of search finds some of, and writes that change none of those answers. */
final class RotationRecords {
    private static final String[] FAMILIES = {"Aalto", "Abaza", "Bernstein", "Bern", "Castellano", "Zuckmayer"};
    private static final List<String> QUERIES = List.of(
            "Patient?identifier=urn:rotation|1",
            "Patient?identifier=urn:rotation|",
            "Patient?identifier=2",
            "Patient?family=Ber&_sort=family",
            "Patient?family:exact=Bern",
            "Patient?family:contains=stein",
            "Patient?given=Ada&_sort=-birthdate,family",
            "Patient?given=Ada&_sort=birthdate&_count=2&_total=accurate",
            "Patient?given=Ada&_sort=gender,-family",
            "Patient?birthdate=ge1972-01-01&birthdate=lt1975&given=Ada",
            "Patient?given=Ada&gender:not=male",
            "Patient?given=Ada&telecom:missing=true",
            "Patient?given=Ada&telecom:missing=false",
            "Patient?given=Ada&_summary=count",
            "Patient?given=Ada&_has:Observation:patient:code=http://loinc.org|8867-4",
            "Observation?code=http://loinc.org|8867-4&patient.family=Castellano",
            "Observation?code=8867-4&value-quantity=gt71|http://unitsofmeasure.org|/min&patient.given=Ada",
            "Observation?code=8867-4&patient.given=Ada&_sort=-value-quantity",
            "Observation?code-value-quantity=http://loinc.org|8867-4$lt73&patient.given=Ada",
            "Observation?date=2025-06-02&patient.given=Ada",
            "Observation?patient.identifier=urn:rotation|3&_include=Observation:patient",
            "Patient?family=Aalto&_revinclude=Observation:patient",
            "Questionnaire?url=http://example.org/rotation/q",
            "QuestionnaireResponse?questionnaire=http://example.org/rotation/q",
            "QuestionnaireResponse?questionnaire=http://example.org/rotation/q"
                    + "&_include=QuestionnaireResponse:questionnaire",
            "Location?near=48.2|16.3|10|km",
            "RiskAssessment?probability=gt0.5&subject:Patient.given=Ada");

    private final TestServer server;
    private int versions;

    RotationRecords(TestServer server) {
        this.server = server;
    }

    /** How many versions the writes made. */
    int versions() {
        return versions;
    }

    void store() {
        for (int i = 0; i < FAMILIES.length; i++) {
            String patient = server.create("Patient", patient("" + i, FAMILIES[i], i, "Ada"));
            for (int j = 0; j < 2; j++) {
                server.create(
                        "Observation",
                        TestServer.observation(patient, "pulse")
                                .replace("1.50", Integer.toString(70 + i + j))
                                .replace("2025-06-01", "2025-06-0" + (1 + i % 3)));
            }
            server.create(
                    "RiskAssessment",
                    "{\"resourceType\":\"RiskAssessment\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/"
                            + patient + "\"},\"prediction\":[{\"probabilityDecimal\":0." + (2 + i) + "}]}");
        }
        server.create(
                "Questionnaire",
                "{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"url\":\"http://example.org/rotation/q\"}");
        server.create(
                "QuestionnaireResponse",
                "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"questionnaire\":"
                        + "\"http://example.org/rotation/q\"}");
        server.create(
                "Location",
                "{\"resourceType\":\"Location\",\"status\":\"active\",\"position\":{\"longitude\":16.3,"
                        + "\"latitude\":48.2}}");
    }

    private static String patient(String identifier, String family, int i, String given) {
        return "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:rotation\",\"value\":\"" + identifier
                + "\"}],\"name\":[{\"family\":\"" + family + "\",\"given\":[\"" + given + "\"]}],\"gender\":\""
                + (i % 2 == 0 ? "male" : "female") + "\""
                + (i % 3 == 0 ? ",\"telecom\":[{\"value\":\"" + i + "\"}]" : "")
                + ",\"birthDate\":\"197" + i + "-02-03\"}";
    }

    /** The ids, types and totals of every query's answer, in their order, over all its pages. */
    Map<String, List<String>> answers() {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (String query : QUERIES) {
            answers.put(query, answer(query));
        }
        return answers;
    }

    private List<String> answer(String query) {
        List<String> found = new ArrayList<>();
        TestServer.Answer answer = server.get("backend", "/fhir/" + encoded(query));
        while (true) {
            assertThat(answer.status()).as(query + ": " + answer.body()).isEqualTo(200);
            JsonNode page = answer.json();
            if (page.has("total")) {
                found.add("total " + page.get("total").asInt());
            }
            page.path("entry")
                    .forEach(entry -> found.add(entry.at("/resource/resourceType")
                                    .asText() + "/" + entry.at("/resource/id").asText()));
            String next = next(page);
            if (next == null) {
                // No search has to find its hits in the same order twice, unless it is told to sort them.
                return query.contains("_sort") ? found : found.stream().sorted().toList();
            }
            answer = server.get("backend", next.substring(server.url().length()));
        }
    }

    private static String next(JsonNode page) {
        for (JsonNode link : page.path("link")) {
            if (link.get("relation").asText().equals("next")) {
                return link.get("url").asText();
            }
        }
        return null;
    }

    private static String encoded(String query) {
        return query.replace("|", "%7C").replace("$", "%24");
    }

    /** Writes as a client would, by match URLs too, and returns what the patient is called. */
    String write(int i) {
        String name = "Written" + i;
        String body = patient("w" + i, name, i % 10, "Grace").replace("urn:rotation", "urn:written");
        String transaction = transaction(
                "{\"fullUrl\":\"urn:uuid:00000000-0000-4000-8000-000000000001\",\"resource\":" + body
                        + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\",\"ifNoneExist\":\"identifier=urn:written|w"
                        + i + "\"}}",
                "{\"resource\":"
                        + TestServer.observation("x", "written")
                                .replace("Patient/x", "urn:uuid:00000000-0000-4000-8000-000000000001")
                                .replace("8867-4", "8310-5")
                        + ",\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}");
        requireOk(server.post("backend", "/fhir", transaction));
        versions += 2;
        requireOk(server.post(
                "backend",
                "/fhir",
                transaction(transactionEntry(body, "PUT", "Patient?identifier=urn:written|w" + i))));
        String changed = body.replace("Grace", "Hopper");
        String url = "/fhir/Patient?identifier=" + URLEncoder.encode("urn:written|w" + i, StandardCharsets.UTF_8);
        requireOk(server.put("backend", url, changed));
        versions++;
        if (i > 0) {
            String earlier = patient("w" + (i - 1), "Written" + (i - 1), i % 10, "Lovelace")
                    .replace("urn:rotation", "urn:written");
            requireOk(server.post(
                    "backend",
                    "/fhir",
                    transaction(transactionEntry(earlier, "PUT", "Patient?identifier=urn:written|w" + (i - 1)))));
            versions++;
        }
        return name;
    }

    /** A List that refers to a Location which was erased: its rows are gone, and so are links to it. */
    String referToWhatIsGone(JdbcTemplate jdbc) {
        String gone = server.create("Location", "{\"resourceType\":\"Location\",\"status\":\"active\"}");
        String list = server.create(
                "List",
                "{\"resourceType\":\"List\",\"status\":\"current\",\"mode\":\"working\",\"code\":{\"coding\":[{\"code\":"
                        + "\"gone\"}]},\"entry\":[{\"item\":{\"reference\":\"Location/" + gone + "\"}}]}");
        Long row = jdbc.queryForObject("select RES_ID from HFJ_RESOURCE where FHIR_ID = ?", Long.class, gone);
        jdbc.update("delete from HFJ_RES_LINK where TARGET_RESOURCE_ID = ?", row);
        jdbc.update("delete from HFJ_SPIDX_TOKEN where RES_ID = ?", row);
        jdbc.update("delete from HFJ_RES_VER where RES_ID = ?", row);
        jdbc.update("delete from HFJ_RESOURCE where RES_ID = ?", row);
        return list;
    }

    List<String> found(String query) {
        return answer(query);
    }

    private static String transactionEntry(String body, String method, String url) {
        return "{\"resource\":" + body + ",\"request\":{\"method\":\"" + method + "\",\"url\":\"" + url + "\"}}";
    }

    private static String transaction(String... entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + String.join(",", entries) + "]}";
    }

    private static void requireOk(TestServer.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    /** Every patient written is found once, by its newest values and by no older ones. */
    void requireFound(List<String> written) {
        for (int i = Math.max(0, written.size() - 5); i < written.size(); i++) {
            String given = i == written.size() - 1 ? "Hopper" : "Lovelace";
            assertThat(answer("Patient?family:exact=" + written.get(i) + "&given:exact=" + given))
                    .as(written.get(i))
                    .hasSize(2)
                    .contains("total 1");
            assertThat(answer("Patient?family:exact=" + written.get(i) + "&given:exact=Grace"))
                    .containsExactly("total 0");
            assertThat(answer("Observation?patient.family=" + written.get(i))).hasSize(2);
        }
    }
}
