package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who gets in, and what a patient's denial makes of a record. */
final class AccessIT {
    private final TestServer server = TestServer.h2();

    @Test
    void nothingWithoutAToken() {
        for (String path : new String[] {
            "/fhir/Patient",
            "/fhir/Patient/x/$integrity-proof",
            "/log/checkpoint",
            "/log/leaves?from=0&count=1",
            "/fhir"
        }) {
            TestServer.Answer answer = server.get(null, path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .isPresent();
            assertThat(answer.body()).isEmpty();
        }
        assertThat(server.get(null, "/fhir/metadata").status()).isEqualTo(200);
        assertThat(server.get(null, "/actuator/env").status()).isIn(401, 403, 404);
    }

    @Test
    void forgedTokensAreRefused() {
        String good = server.token("backend");
        String[] parts = good.split("\\.", -1);
        String none = java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[1] + ".";
        String flipped = parts[0] + "." + parts[1] + "." + parts[2].substring(1) + "A";
        for (String forged : new String[] {none, flipped, "nonsense"}) {
            TestServer.Answer answer =
                    server.send(null, "GET", "/fhir/Patient", null, "", "Authorization", "Bearer " + forged);
            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void theLogIsForItsAuditors() {
        assertThat(server.get("backend", "/log/checkpoint").status()).isEqualTo(403);
        assertThat(server.get("clinician", "/log/leaves?from=0&count=1").status())
                .isEqualTo(403);
        assertThat(server.get("officer", "/log/leaves?from=0&count=1").status()).isEqualTo(200);
    }

    @Test
    void operationsThatAreNotOnTheListAreRefused() {
        assertThat(server.post("backend", "/fhir/$reindex", "{\"resourceType\":\"Parameters\"}")
                        .status())
                .isBetween(400, 499);
        assertThat(server.post("backend", "/fhir/Patient/x/$meta-add", "{\"resourceType\":\"Parameters\"}")
                        .status())
                .isBetween(400, 499);
        assertThat(server.post("officer", "/fhir/Patient", "{\"resourceType\":\"Patient\"}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aDeniedPatientVanishesForTheClinicianAndForNobodyElse() {
        String patient = server.createPatient("Vanishing");
        String observation = server.createObservation(patient, "vanishing");
        assertThat(server.get("clinician", "/fhir/Patient/" + patient).status()).isEqualTo(200);
        assertThat(server.get("clinician", "/fhir/Observation?patient=" + patient)
                        .body())
                .contains(observation);

        assertThat(server.put(
                                "backend",
                                "/fhir/Practitioner/evaluation-clinician",
                                "{\"resourceType\":\"Practitioner\",\"id\":\"evaluation-clinician\"}")
                        .status())
                .isIn(200, 201);
        assertThat(server.post("backend", "/fhir/Consent", denial(patient)).status())
                .isEqualTo(403);
        assertThat(server.post("officer", "/fhir/Consent", denial(patient)).status())
                .isEqualTo(201);

        assertHidden("/fhir/Patient/", patient);
        assertHidden("/fhir/Observation/", observation);
        assertThat(server.get("clinician", "/fhir/Observation?patient=" + patient)
                        .body())
                .doesNotContain(observation)
                .doesNotContain("\"total\"");
        assertThat(server.get("clinician", "/fhir/Patient?family=Vanishing").body())
                .doesNotContain(patient + "\"");
        assertThat(server.get("clinician", "/fhir/Observation/" + observation + "/_history/1")
                        .status())
                .isEqualTo(404);
        assertThat(server.get("clinician", "/fhir/Observation/" + observation + "/_history")
                        .status())
                .isEqualTo(404);
        assertThat(server.get("clinician", "/fhir/Patient/" + patient + "/$everything")
                        .status())
                .isEqualTo(404);
        assertThat(server.get("clinician", "/fhir/Observation/" + observation + "/$integrity-proof")
                        .status())
                .isEqualTo(404);
        assertThat(server.put(
                                "clinician",
                                "/fhir/Observation/" + observation,
                                TestServer.observation(patient, "x")
                                        .replace("\"status\":", "\"id\":\"" + observation + "\",\"status\":"))
                        .status())
                .isEqualTo(404);
        assertThat(server.post(
                                "clinician",
                                "/fhir",
                                """
                        {"resourceType":"Bundle","type":"batch","entry":[
                         {"request":{"method":"GET","url":"Observation/%s"}},
                         {"request":{"method":"GET","url":"Observation?patient=%s"}}]}
                        """
                                        .formatted(observation, patient))
                        .body())
                .doesNotContain("vanishing");
        assertThat(server.get("backend", "/fhir/Patient/" + patient).status()).isEqualTo(200);
    }

    @Test
    void anOfficerWhomThePatientDeniesIsToldNeitherWithheldNorVerified() {
        String patient = server.createPatient("Unofficial");
        Officer officer = new Officer(server);
        String proof = officer.anchoredProof("/fhir/Patient/" + patient + "/$integrity-proof");
        assertThat(officer.verify(proof, officer.online()).exitCode()).isZero();
        server.put("backend", "/fhir/Device/officer", "{\"resourceType\":\"Device\",\"id\":\"officer\"}");
        assertThat(server.post(
                                "officer",
                                "/fhir/Consent",
                                denial(patient).replace("Practitioner/evaluation-clinician", "Device/officer"))
                        .status())
                .isEqualTo(201);
        assertThat(server.get("officer", "/fhir/Patient/" + patient).status()).isEqualTo(404);
        Officer.Report report = officer.verify(proof, officer.online());
        assertThat(report.text())
                .startsWith("INCONCLUSIVE")
                .contains("L1 server: not checked (the server has the content as logged")
                .doesNotContain("WITHHELD");
        assertThat(report.exitCode()).isEqualTo(14);
    }

    @Test
    void restrictedDataIsHiddenFromCliniciansByDefault() {
        String patient = server.createPatient("Labelled");
        String restricted = server.create(
                "Observation",
                TestServer.observation(patient, "restricted")
                        .replace(
                                "{\"resourceType\":\"Observation\",",
                                "{\"resourceType\":\"Observation\",\"meta\":{\"security\":[{\"system\":"
                                        + "\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"R\"}]},"));
        assertThat(server.get("backend", "/fhir/Observation/" + restricted).status())
                .isEqualTo(200);
        assertHidden("/fhir/Observation/", restricted);
    }

    private void assertHidden(String path, String id) {
        TestServer.Answer hidden = server.get("clinician", path + id);
        String unknownId = "00000000-0000-4000-8000-" + "0".repeat(12);
        TestServer.Answer unknown = server.get("clinician", path + unknownId);
        assertThat(hidden.status()).isEqualTo(404).isEqualTo(unknown.status());
        assertThat(hidden.body().replace(id, unknownId)).isEqualTo(unknown.body());
        assertThat(hidden.response().headers().map().keySet())
                .isEqualTo(unknown.response().headers().map().keySet());
    }

    private static String denial(String patient) {
        return """
                {"resourceType":"Consent","status":"active",
                 "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
                 "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
                 "patient":{"reference":"Patient/%s"},"dateTime":"2026-01-01",
                 "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},
                 "provision":{"type":"deny","actor":[{"role":{"coding":[{"system":
                  "http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"PRCP"}]},
                  "reference":{"reference":"Practitioner/evaluation-clinician"}}]}}
                """
                .formatted(patient);
    }
}
