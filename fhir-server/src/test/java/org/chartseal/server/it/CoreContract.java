package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the server must do on every database it supports. */
abstract class CoreContract {
    abstract TestServer server();

    @Test
    void createReadUpdateVreadHistoryDelete() {
        String id = server().createPatient("Contract");
        assertThat(server().get("backend", "/fhir/Patient/" + id)
                        .json()
                        .at("/name/0/family")
                        .asText())
                .isEqualTo("Contract");
        TestServer.Answer updated = server().put(
                        "backend",
                        "/fhir/Patient/" + id,
                        "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"family\":\"Changed\"}]}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().at("/meta/versionId").asText()).isEqualTo("2");
        assertThat(server().get("backend", "/fhir/Patient/" + id + "/_history/1")
                        .json()
                        .at("/name/0/family")
                        .asText())
                .isEqualTo("Contract");
        assertThat(server().get("backend", "/fhir/Patient/" + id + "/_history")
                        .json()
                        .get("entry"))
                .hasSize(2);
        assertThat(server().send("backend", "DELETE", "/fhir/Patient/" + id, null, "")
                        .status())
                .isEqualTo(200);
        assertThat(server().get("backend", "/fhir/Patient/" + id).status()).isIn(404, 410);
    }

    @Test
    void anUnchangedUpdateMakesNoVersion() {
        String id = server().createPatient("Same");
        String stored = server().get("backend", "/fhir/Patient/" + id).body();
        // HAPI stores an empty meta with the first update that carries one; from then on nothing changes.
        String second = server().put("backend", "/fhir/Patient/" + id, stored).body();
        assertThat(server().put("backend", "/fhir/Patient/" + id, second).json().at("/meta/versionId"))
                .isEqualTo(server().get("backend", "/fhir/Patient/" + id).json().at("/meta/versionId"));
        assertThat(versions(id)).isLessThanOrEqualTo(2);
    }

    @Test
    void patchByJsonPatchAndByFhirPath() {
        String id = server().createPatient("Patched");
        TestServer.Answer json = server().send(
                        "backend",
                        "PATCH",
                        "/fhir/Patient/" + id,
                        "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1971-01-01\"}]",
                        "application/json-patch+json");
        assertThat(json.json().get("birthDate").asText()).isEqualTo("1971-01-01");
        TestServer.Answer path = server().send(
                        "backend",
                        "PATCH",
                        "/fhir/Patient/" + id,
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"operation\",\"part\":["
                                + "{\"name\":\"type\",\"valueCode\":\"replace\"},{\"name\":\"path\",\"valueString\":"
                                + "\"Patient.birthDate\"},{\"name\":\"value\",\"valueDate\":\"1972-01-01\"}]}]}",
                        TestServer.FHIR);
        assertThat(path.json().get("birthDate").asText()).isEqualTo("1972-01-01");
        assertThat(path.json().at("/meta/versionId").asText()).isEqualTo("3");
    }

    @Test
    void searchesWithPagingIncludeAndRevinclude() {
        String patient = server().createPatient("Paged");
        for (int i = 0; i < 5; i++) {
            server().createObservation(patient, "paged " + i);
        }
        List<String> found = new ArrayList<>();
        String next = "/fhir/Observation?patient=" + patient + "&_count=2&_sort=-date";
        for (int page = 0; page < 5 && next != null; page++) {
            JsonNode bundle = server().get("backend", next).json();
            bundle.get("entry")
                    .forEach(entry -> found.add(entry.at("/resource/id").asText()));
            next = null;
            for (JsonNode link : bundle.get("link")) {
                if (link.get("relation").asText().equals("next")) {
                    next = link.get("url").asText().substring(server().url().length());
                }
            }
        }
        assertThat(found).hasSize(5).doesNotHaveDuplicates();
        assertThat(types("/fhir/Observation?patient=" + patient + "&_include=Observation:patient"))
                .contains("Patient")
                .contains("Observation");
        assertThat(types("/fhir/Patient?_id=" + patient + "&_revinclude=Observation:patient"))
                .hasSize(6);
        assertThat(types("/fhir/Patient/" + patient + "/$everything")).hasSize(6);
        assertThat(types("/fhir/Patient?family=Paged")).containsOnly("Patient");
    }

    @Test
    void transactionsResolveReferencesAndSealThemToTheirPatient() {
        TestServer.Answer answer = server().post(
                        "backend",
                        "/fhir",
                        """
                        {"resourceType":"Bundle","type":"transaction","entry":[
                         {"fullUrl":"urn:uuid:5f1e7a3a-0000-4000-8000-000000000001",
                          "resource":{"resourceType":"Patient","name":[{"family":"Bundled"}]},
                          "request":{"method":"POST","url":"Patient"}},
                         {"fullUrl":"urn:uuid:5f1e7a3a-0000-4000-8000-000000000002",
                          "resource":{"resourceType":"Observation","status":"final","code":{"text":"in a bundle"},
                           "subject":{"reference":"urn:uuid:5f1e7a3a-0000-4000-8000-000000000001"}},
                          "request":{"method":"POST","url":"Observation"}},
                         {"resource":{"resourceType":"Binary","contentType":"text/plain","data":"bm90ZSB0ZXh0"},
                          "request":{"method":"POST","url":"Binary"}}]}
                        """);
        assertThat(answer.status()).isEqualTo(200);
        String observation = answer.json().at("/entry/1/response/location").asText();
        String patient = answer.json().at("/entry/0/response/location").asText().replaceAll("/_history/.*", "");
        assertThat(server().get("backend", "/fhir/" + observation)
                        .json()
                        .at("/subject/reference")
                        .asText())
                .isEqualTo(patient);
        String binary = answer.json().at("/entry/2/response/location").asText();
        assertThat(server().get("backend", "/fhir/" + binary).json().get("data").asText())
                .isEqualTo("bm90ZSB0ZXh0");
        Officer officer = new Officer(server());
        String proof = officer.anchoredProof("/fhir/" + observation + "/$integrity-proof");
        assertThat(proof)
                .contains(
                        java.util.HexFormat.of().formatHex(patient.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void conditionalOperationsFindWhatIsThere() {
        String url = "/fhir/Patient";
        String body = "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:test\",\"value\":\"cond-1\"}]}";
        TestServer.Answer first = server().send(
                        "backend", "POST", url, body, TestServer.FHIR, "If-None-Exist", "identifier=urn:test|cond-1");
        TestServer.Answer second = server().send(
                        "backend", "POST", url, body, TestServer.FHIR, "If-None-Exist", "identifier=urn:test|cond-1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(server().put(
                                "backend",
                                url + "?identifier=urn:test%7Ccond-1",
                                body.replace("}]}", "}],\"active\":true}"))
                        .json()
                        .at("/meta/versionId")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void aFailedTransactionLeavesNeitherVersionNorPendingRow() {
        long before = count("cs_pending");
        TestServer.Answer answer = server().post(
                        "backend",
                        "/fhir",
                        """
                        {"resourceType":"Bundle","type":"transaction","entry":[
                         {"resource":{"resourceType":"Patient","name":[{"family":"Rolledback"}]},
                          "request":{"method":"POST","url":"Patient"}},
                         {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},
                           "subject":{"reference":"Patient/does-not-exist"}},
                          "request":{"method":"POST","url":"Observation"}}]}
                        """);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(count("cs_pending")).isEqualTo(before);
        assertThat(types("/fhir/Patient?family=Rolledback")).isEmpty();
    }

    @Test
    void everyVersionHasALeafAndTheOfficerVerifiesThem() {
        String patient = server().createPatient("Proven");
        String observation = server().createObservation(patient, "proven");
        Officer officer = new Officer(server());
        String proof = officer.anchoredProof("/fhir/Observation/" + observation + "/$integrity-proof");
        Officer.Report offline = officer.verify(proof);
        assertThat(offline.exitCode()).as(offline.text()).isZero();
        assertThat(offline.text()).contains("VERIFIED").contains("DEVELOPMENT EVIDENCE");
        Officer.Report online = officer.verify(proof, officer.online());
        assertThat(online.exitCode()).as(online.text()).isZero();
        assertThat(online.text()).contains("L1 server: passed");
        assertThat(officer.verify(proof.replace("\"proven\\\"", "\"prowen\\\"")).exitCode())
                .isNotZero();
    }

    @Test
    void validateSaysWhatIsWrong() {
        TestServer.Answer answer = server().post(
                        "backend", "/fhir/Patient/$validate", "{\"resourceType\":\"Patient\",\"gender\":\"female\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    private List<String> types(String path) {
        List<String> types = new ArrayList<>();
        JsonNode entries = server().get("backend", path).json().get("entry");
        if (entries != null) {
            entries.forEach(
                    entry -> types.add(entry.at("/resource/resourceType").asText()));
        }
        return types;
    }

    private long versions(String id) {
        Long count = server().jdbc()
                .queryForObject(
                        "select count(*) from cs_pending p join HFJ_RESOURCE r on r.RES_ID = p.res_id where r.FHIR_ID = ?",
                        Long.class,
                        id);
        return count == null ? 0 : count;
    }

    private long count(String table) {
        Long count = server().jdbc().queryForObject("select count(*) from " + table, Long.class);
        return count == null ? 0 : count;
    }
}
