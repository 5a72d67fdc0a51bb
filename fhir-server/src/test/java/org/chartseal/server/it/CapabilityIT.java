package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.chartseal.server.it.TestServer.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that the CapabilityStatement claims is there: each claim is tried, on one type that stands for all. */
final class CapabilityIT {
    private static final String AUDIT_EVENT = "{\"resourceType\":\"AuditEvent\",\"type\":{\"system\":"
            + "\"http://dicom.nema.org/resources/ontology/DCM\",\"code\":\"110100\"},"
            + "\"recorded\":\"2026-01-01T00:00:00Z\",\"agent\":[{\"requestor\":false}],"
            + "\"source\":{\"observer\":{\"display\":\"x\"}}}";

    private final TestServer server = TestServer.h2();
    private final SoftAssertions claims = new SoftAssertions();
    private JsonNode rest;
    private String patient;

    @BeforeEach
    void readTheStatement() {
        rest = server.get(null, "/fhir/metadata").json().at("/rest/0");
        assertThat(rest.get("resource")).hasSizeGreaterThan(100);
        patient = server.createPatient("Capable");
    }

    @Test
    void typeInteractions() {
        interactions("Patient", patient("Interacting"));
        interactions("AuditEvent", AUDIT_EVENT);
        claims.assertAll();
    }

    private void interactions(String type, String body) {
        String id = server.create(type, body);
        String withId = body.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
        String at = "/fhir/" + type + "/" + id;
        Map<String, Supplier<Answer>> tries = new HashMap<>();
        tries.put("read", () -> server.get("backend", at));
        tries.put("vread", () -> server.get("backend", at + "/_history/1"));
        tries.put("history-instance", () -> server.get("backend", at + "/_history"));
        tries.put("history-type", () -> server.get("backend", "/fhir/" + type + "/_history"));
        tries.put("search-type", () -> server.get("backend", "/fhir/" + type + "?_id=" + id));
        tries.put("create", () -> server.post("backend", "/fhir/" + type, body));
        tries.put("update", () -> server.put("backend", at, withId));
        tries.put(
                "patch",
                () -> server.send(
                        "backend",
                        "PATCH",
                        at,
                        "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"en\"}]",
                        "application/json-patch+json"));
        tries.put(
                "delete",
                () -> server.send("backend", "DELETE", "/fhir/" + type + "/" + server.create(type, body), null, ""));
        for (String code : codes(resource(type).get("interaction"))) {
            works(type + " " + code, tries.get(code));
        }
        assertThat(codes(resource(type).get("interaction"))).contains("read", "create", "search-type");
    }

    @Test
    void conditionalInteractions() {
        JsonNode claimed = resource("Patient");
        String unique = UUID.randomUUID().toString();
        String body = "{\"resourceType\":\"Patient\",\"identifier\":[{\"value\":\"" + unique + "\"}]}";
        String where = "/fhir/Patient?identifier=" + unique;
        assertThat(claimed.get("conditionalCreate").asBoolean()).isTrue();
        assertThat(claimed.get("conditionalUpdate").asBoolean()).isTrue();
        assertThat(claimed.get("conditionalDelete").asText()).isEqualTo("single");
        for (int expected : new int[] {201, 200}) {
            assertThat(server.send(
                                    "backend",
                                    "POST",
                                    "/fhir/Patient",
                                    body,
                                    TestServer.FHIR,
                                    "If-None-Exist",
                                    "identifier=" + unique)
                            .status())
                    .isEqualTo(expected);
        }
        assertThat(server.put("backend", where, body).status()).isEqualTo(200);
        String second = server.create("Patient", body);
        assertThat(server.send("backend", "DELETE", where, null, "").status()).isEqualTo(412);
        assertThat(server.send("backend", "DELETE", "/fhir/Patient/" + second, null, "")
                        .status())
                .isEqualTo(200);
        assertThat(server.send("backend", "DELETE", where, null, "").status()).isEqualTo(200);
        assertThat(claimed.get("versioning").asText()).isEqualTo("versioned-update");
        assertThat(server.send(
                                "backend",
                                "PUT",
                                "/fhir/Patient/" + patient,
                                body.replaceFirst("\\{", "{\"id\":\"" + patient + "\","),
                                TestServer.FHIR,
                                "If-Match",
                                "W/\"7\"")
                        .status())
                .isIn(409, 412);
    }

    @Test
    void systemInteractions() {
        Map<String, Supplier<Answer>> tries = Map.of(
                "transaction",
                () -> server.post(
                        "backend",
                        "/fhir",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
                                + patient("Transacted")
                                + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}]}"),
                "history-system",
                () -> server.get("backend", "/fhir/_history"));
        codes(rest.get("interaction")).forEach(code -> works("system " + code, tries.get(code)));
        claims.assertAll();
    }

    @Test
    void operations() {
        Map<String, Supplier<Answer>> tries = new HashMap<>();
        String validated = "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":%s}]}";
        tries.put(
                "validate", () -> server.post("backend", "/fhir/Patient/$validate", validated.formatted(patient("V"))));
        tries.put("integrity-proof", () -> server.get("backend", "/fhir/Patient/" + patient + "/$integrity-proof"));
        tries.put("everything", () -> server.get("backend", "/fhir/Patient/" + patient + "/$everything"));
        String gender = "http://hl7.org/fhir/administrative-gender";
        tries.put("lookup", () -> server.get("backend", "/fhir/CodeSystem/$lookup?system=" + gender + "&code=male"));
        tries.put(
                "validate-code",
                () -> server.get("backend", "/fhir/CodeSystem/$validate-code?url=" + gender + "&code=male"));
        tries.put(
                "translate",
                () -> server.get(
                        "backend",
                        "/fhir/ConceptMap/$translate?system=" + gender
                                + "&code=male&targetsystem=http://example.org/x"));
        tries.put(
                "expand",
                () -> server.get(
                        "backend", "/fhir/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender"));
        tries.put(
                "legal-hold",
                () -> server.post(
                        "officer", "/fhir/Patient/" + patient + "/$legal-hold", parameter("hold", "Boolean", "false")));
        tries.put(
                "rotate-keys",
                () -> server.post("officer", "/fhir/$rotate-keys", parameter("kind", "Code", "\"epoch\"")));
        tries.put("scrub", () -> server.get("officer", "/fhir/$scrub"));
        tries.put(
                "erase",
                () -> server.post(
                        "officer",
                        "/fhir/Patient/" + server.createPatient("Erased") + "/$erase",
                        parameter("reason", "Code", "\"retention-ended\"")));
        Set<String> names = new TreeSet<>();
        rest.path("operation")
                .forEach(operation -> names.add(operation.get("name").asText()));
        rest.get("resource").forEach(type -> type.path("operation")
                .forEach(operation -> names.add(operation.get("name").asText())));
        names.forEach(name -> works("operation " + name, tries.get(name)));
        claims.assertThat(names).contains("validate", "integrity-proof", "everything");
        claims.assertAll();
    }

    private static String parameter(String name, String type, String value) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"" + name + "\",\"value" + type + "\":"
                + value + "}]}";
    }

    @Test
    void includes() {
        for (JsonNode include : resource("Patient").get("searchInclude")) {
            finds("_include=" + include.asText());
        }
        for (JsonNode include : resource("Patient").get("searchRevInclude")) {
            finds("_revinclude=" + include.asText());
        }
        claims.assertAll();
    }

    private void finds(String include) {
        works("include " + include, () -> server.get("backend", "/fhir/Patient?_id=" + patient + "&" + include));
    }

    @Test
    void searchParameters() {
        Map<String, String> values = Map.of(
                "date",
                "2020-01-01",
                "number",
                "1",
                "quantity",
                "1",
                "uri",
                "http://example.org/x",
                "string",
                "x",
                "token",
                "x",
                "reference",
                "Patient/" + patient,
                "special",
                "x",
                "composite",
                "x$1");
        for (String type : new String[] {"Patient", "Observation"}) {
            for (JsonNode parameter : resource(type).get("searchParam")) {
                String name = parameter.get("name").asText();
                String value = name.equals("code-value-date")
                        ? "x$2020-01-01"
                        : values.get(parameter.get("type").asText());
                String query = name.equals("_has")
                        ? "_has:Observation:subject:code=x"
                        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
                works(
                        type + " parameter " + name + " ("
                                + parameter.get("type").asText() + ")",
                        () -> server.get("backend", "/fhir/" + type + "?" + query));
            }
        }
        claims.assertAll();
    }

    @Test
    void labelsAreFound() {
        String code = "c" + UUID.randomUUID();
        String labelled = server.create(
                "Patient",
                "{\"resourceType\":\"Patient\",\"meta\":{\"tag\":[{\"system\":\"http://example.org/s\",\"code\":\""
                        + code
                        + "\"}],\"security\":[{\"system\":\"http://example.org/s\",\"code\":\"" + code
                        + "\"}],\"profile\":[\"http://example.org/" + code + "\"]}}");
        Map<String, String> values = Map.of(
                "_tag", code, "_security", "http://example.org/s|" + code, "_profile", "http://example.org/" + code);
        for (JsonNode parameter : resource("Patient").get("searchParam")) {
            String value = values.get(parameter.get("name").asText());
            if (value != null) {
                String query = "/fhir/Patient?" + parameter.get("name").asText() + "=";
                claims.assertThat(server.get("backend", query + URLEncoder.encode(value, StandardCharsets.UTF_8))
                                .body())
                        .as(query + value)
                        .contains(labelled);
                claims.assertThat(server.get("backend", query + "nothing").body())
                        .as(query + "nothing")
                        .doesNotContain(labelled);
            }
        }
        claims.assertAll();
    }

    @Test
    void formats() {
        JsonNode statement = server.get(null, "/fhir/metadata").json();
        for (JsonNode format : statement.get("format")) {
            String asked = URLEncoder.encode(format.asText(), StandardCharsets.UTF_8);
            works(
                    "format " + format.asText(),
                    () -> server.get("backend", "/fhir/Patient/" + patient + "?_format=" + asked));
        }
        Map<String, String> patches = Map.of(
                "application/json-patch+json",
                "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"en\"}]",
                "application/xml-patch+xml",
                "<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"f:Patient/f:birthDate/@value\">1970-02-04</replace></diff>",
                "application/fhir+json",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":[{\"name\":"
                        + "\"type\",\"valueCode\":\"replace\"},{\"name\":\"path\",\"valueString\":"
                        + "\"Patient.birthDate\"},{\"name\":\"value\",\"valueDate\":\"1972-01-01\"}]}]}",
                "application/fhir+xml",
                "<Parameters xmlns=\"http://hl7.org/fhir\"><parameter><name value=\"operation\"/><part><name"
                        + " value=\"type\"/><valueCode value=\"replace\"/></part><part><name value=\"path\"/>"
                        + "<valueString value=\"Patient.birthDate\"/></part><part><name value=\"value\"/>"
                        + "<valueDate value=\"1973-01-01\"/></part></parameter></Parameters>");
        for (JsonNode format : statement.get("patchFormat")) {
            works(
                    "patch format " + format.asText(),
                    () -> server.send(
                            "backend",
                            "PATCH",
                            "/fhir/Patient/" + patient,
                            patches.get(format.asText()),
                            format.asText()));
        }
        claims.assertAll();
    }

    @Test
    void tellsNobodyHowManyThereAre() {
        assertThat(server.get(null, "/fhir/metadata").body()).doesNotContain("resourceCount");
    }

    private void works(String claim, Supplier<Answer> attempt) {
        if (attempt == null) {
            claims.fail("claimed, and this test does not know how to try it: " + claim);
            return;
        }
        Answer answer = attempt.get();
        claims.assertThat(answer.status()).as(claim + ": " + answer.body()).isBetween(200, 299);
    }

    private JsonNode resource(String type) {
        return StreamSupport.stream(rest.get("resource").spliterator(), false)
                .filter(resource -> resource.get("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> codes(JsonNode interactions) {
        Set<String> codes = new TreeSet<>();
        interactions.forEach(interaction -> codes.add(interaction.get("code").asText()));
        return codes;
    }

    private static String patient(String family) {
        return "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + family + "\"}],\"birthDate\":\"1970-02-03\"}";
    }
}
