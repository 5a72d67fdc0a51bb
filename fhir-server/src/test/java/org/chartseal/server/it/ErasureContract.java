package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chartseal.server.it.TestServer.Answer;
import org.junit.jupiter.api.Test;

/** Erasure of a patient on a running server, and rotation of what wraps keys. */
abstract class ErasureContract {
    private static final String REASON = "{\"resourceType\":\"Parameters\",\"parameter\":"
            + "[{\"name\":\"reason\",\"valueCode\":\"subject-request\"}]}";

    abstract TestServer server();

    @Test
    void anErasedPatientIsGoneAndTheLogAuditsWhole() {
        TestServer server = server();
        Officer officer = new Officer(server);
        String patient = server.createPatient("Erasable");
        String other = server.createPatient("Remaining");
        String observation = server.createObservation(patient, "to be erased");
        String kept = server.createObservation(other, "to be kept");
        String binary = server.create(
                "Binary", "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"RXJhc2FibGU=\"}");
        String document = server.create(
                "DocumentReference",
                "{\"resourceType\":\"DocumentReference\",\"status\":\"current\",\"subject\":{\"reference\":\"Patient/"
                        + patient + "\"},\"content\":[{\"attachment\":{\"url\":\"Binary/" + binary + "\"}}]}");
        String shared = server.create(
                "List",
                "{\"resourceType\":\"List\",\"status\":\"current\",\"mode\":\"working\",\"entry\":[{\"item\":{"
                        + "\"reference\":\"Patient/" + patient + "\"}},{\"item\":{\"reference\":\"Patient/" + other
                        + "\"}}]}");
        String before = officer.anchoredProof("/fhir/Observation/" + observation + "/$integrity-proof");

        assertThat(server.get("backend", "/fhir/Patient?family=Erasable&_count=1")
                        .body())
                .contains(patient);
        Answer refused = server.post("backend", "/fhir/Patient/" + patient + "/$erase", REASON);
        assertThat(refused.status()).isEqualTo(403);
        Answer erased = server.post("officer", "/fhir/Patient/" + patient + "/$erase", REASON);
        assertThat(erased.status()).as(erased.body()).isEqualTo(200);
        assertThat(erased.body()).contains("backupsUnreadable", "indexRotationDue", "done");

        for (String path : List.of("Patient/" + patient, "Observation/" + observation, "Binary/" + binary)) {
            Answer toAnybody = server.get("backend", "/fhir/" + path);
            String id = path.substring(path.indexOf('/') + 1);
            Answer unknown = server.get("backend", "/fhir/" + path.replace(id, "no-such-id"));
            assertThat(toAnybody.status()).as(toAnybody.body()).isEqualTo(404);
            assertThat(toAnybody.body().replace(id, "no-such-id")).isEqualTo(unknown.body());
            Answer toOfficer = server.get("officer", "/fhir/" + path);
            assertThat(toOfficer.status()).as(toOfficer.body()).isEqualTo(410);
            assertThat(toOfficer.body()).contains("subject-request").doesNotContain("Erasable");
        }
        // Without a total where a denial is about, whoever made it.
        assertThat(server.get("backend", "/fhir/Patient?family=Erasable").body())
                .contains("\"searchset\"")
                .doesNotContain("\"entry\"", "\"total\":1");
        assertThat(server.get("backend", "/fhir/Observation?_count=200").body())
                .doesNotContain("to be erased")
                .contains("to be kept");
        assertThat(server.get("backend", "/fhir/DocumentReference/" + document).status())
                .isEqualTo(404);
        assertThat(server.get("backend", "/fhir/Observation/" + kept).status()).isEqualTo(200);
        assertThat(server.get("backend", "/fhir/List/" + shared).status()).isEqualTo(200);
        assertThat(rows("HFJ_RESOURCE", "FHIR_ID", patient)).isZero();
        assertThat(server.jdbc()
                        .queryForObject(
                                "select count(*) from HFJ_SEARCH_RESULT r left join HFJ_RESOURCE s"
                                        + " on s.RES_ID = r.RESOURCE_PID where s.RES_ID is null",
                                Integer.class))
                .isZero();

        Answer again = server.post("officer", "/fhir/Patient/" + patient + "/$erase", REASON);
        assertThat(again.status()).isEqualTo(200);
        Answer write = server.post("backend", "/fhir/Observation", TestServer.observation(patient, "too late"));
        assertThat(write.status()).as(write.body()).isBetween(400, 499);
        Answer reuse = server.put(
                "backend",
                "/fhir/Patient/" + patient,
                "{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\",\"name\":[{\"family\":\"Reused\"}]}");
        assertThat(reuse.status()).as(reuse.body()).isEqualTo(404);

        Officer.Report audit = officer.audit();
        assertThat(audit.text()).contains("ERASED").doesNotContain("WITHHELD");
        assertThat(audit.exitCode()).as(audit.text()).isZero();
        assertThat(officer.verify(before).exitCode()).isZero();
        Answer proof = server.get("officer", "/fhir/Observation/" + observation + "/$integrity-proof");
        assertThat(proof.status()).as(proof.body()).isEqualTo(200);
        assertThat(officer.verify(proof.body()).exitCode()).isEqualTo(12);
        assertThat(server.get("backend", "/fhir/Observation/" + observation + "/$integrity-proof")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatWasDeletedBeforeGoesToo() {
        TestServer server = server();
        String patient = server.createPatient("Deleted");
        String observation = server.createObservation(patient, "deleted before");
        assertThat(server.send("backend", "DELETE", "/fhir/Observation/" + observation, "", TestServer.FHIR)
                        .status())
                .isBetween(200, 204);
        assertThat(server.post("officer", "/fhir/Patient/" + patient + "/$erase", REASON)
                        .status())
                .isEqualTo(200);
        assertThat(server.get("officer", "/fhir/Observation/" + observation).body())
                .contains("Erased: subject-request");
        assertThat(rows("HFJ_RESOURCE", "FHIR_ID", observation)).isZero();
    }

    @Test
    void theTrailSaysUnderWhoseAuthority() {
        TestServer server = server();
        String patient = server.createPatient("Trailed");
        assertThat(hold(patient, true).status()).isEqualTo(200);
        assertThat(hold(patient, false).status()).isEqualTo(200);
        Answer erased = server.post("officer", "/fhir/Patient/" + patient + "/$erase", REASON);
        assertThat(erased.status()).isEqualTo(200);
        String id = erased.json().at("/parameter/0/valueString").asText();
        for (String subtype : List.of("hold", "unhold", "destroy")) {
            assertThat(server.get("officer", "/fhir/AuditEvent?subtype=" + subtype + "&_sort=-date&_count=50")
                            .body())
                    .as(subtype)
                    .contains("urn:chartseal:client", "privacy-officer", subtype.equals("destroy") ? id : "litigation")
                    .doesNotContain("Trailed", "Patient/" + patient);
        }
    }

    @Test
    void aLegalHoldForbidsErasureUntilLifted() {
        TestServer server = server();
        String patient = server.createPatient("Held");
        assertThat(hold(patient, true).status()).isEqualTo(200);
        assertThat(server.post("officer", "/fhir/Patient/" + patient + "/$erase", REASON)
                        .status())
                .isEqualTo(409);
        assertThat(server.get("backend", "/fhir/Patient/" + patient).status()).isEqualTo(200);
        assertThat(hold(patient, false).status()).isEqualTo(200);
        assertThat(server.post("officer", "/fhir/Patient/" + patient + "/$erase", REASON)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void badRequestsAreToldWhatWasExpected() {
        TestServer server = server();
        String patient = server.createPatient("Unreasoned");
        Answer without = server.post(
                "officer",
                "/fhir/Patient/" + patient + "/$erase",
                "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueCode\":\"boredom\"}]}");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.body()).contains("retention-ended");
        assertThat(server.post("officer", "/fhir/Patient/no-such-id/$erase", REASON)
                        .status())
                .isEqualTo(404);
        assertThat(server.get("backend", "/fhir/Patient/" + patient).status()).isEqualTo(200);
    }

    @Test
    void rotationOfEpochAndKeyEncryptionKeyChangesNoAnswer() {
        TestServer server = server();
        String patient = server.createPatient("Rotated");
        assertThat(rotate("backend", "epoch").status()).isEqualTo(403);
        assertThat(rotate("officer", "something").status()).isEqualTo(400);
        assertThat(rotate("officer", "epoch").status()).isEqualTo(200);
        assertThat(server.get("backend", "/fhir/Patient/" + patient).body()).contains("Rotated");
        assertThat(rotate("officer", "key-encryption-key").status()).isEqualTo(200);
        assertThat(rotate("officer", "epoch").status()).isEqualTo(200);
        assertThat(server.get("backend", "/fhir/Patient/" + patient).body()).contains("Rotated");
        assertThat(server.createPatient("Afterwards")).isNotBlank();
    }

    private Answer rotate(String client, String kind) {
        return server().post(
                        client,
                        "/fhir/$rotate-keys",
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"kind\",\"valueCode\":\"" + kind
                                + "\"}]}");
    }

    private Answer hold(String patient, boolean hold) {
        return server().post(
                        "officer",
                        "/fhir/Patient/" + patient + "/$legal-hold",
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"hold\",\"valueBoolean\":" + hold
                                + "},{\"name\":\"reason\",\"valueCode\":\"litigation\"}]}");
    }

    private int rows(String table, String column, String value) {
        return server().jdbc()
                .queryForObject("select count(*) from " + table + " where " + column + " = ?", Integer.class, value);
    }
}
