package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.it.TestServer.Answer;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

/** Fresh data keys for patients on a running server: everything stays what it is, and the old keys go. */
abstract class DataKeyRotationContract {
    private static final String REASON = "{\"resourceType\":\"Parameters\",\"parameter\":"
            + "[{\"name\":\"reason\",\"valueCode\":\"subject-request\"}]}";

    abstract TestServer server();

    private DataKeyRequests requests() {
        return new DataKeyRequests(server());
    }

    @Test
    void everythingIsUnderAnotherKeyAndNothingElseChanges() {
        TestServer server = server();
        Officer officer = new Officer(server);
        String patient = server.createPatient("Rotating");
        String other = server.createPatient("Sharing");
        String observation = server.createObservation(patient, "first");
        String deleted = server.createObservation(patient, "deleted");
        String shared = sharedList(patient, other);
        consent(patient);
        assertThat(server.put("backend", "/fhir/Observation/" + observation, withId(observation, patient, "second"))
                        .status())
                .isEqualTo(200);
        String proof = officer.anchoredProof("/fhir/Observation/" + observation + "/$integrity-proof");
        assertThat(server.send("backend", "DELETE", "/fhir/Observation/" + deleted, "", TestServer.FHIR)
                        .status())
                .isBetween(200, 204);
        // Not in the log yet when the rotation begins.
        String late = server.createObservation(patient, "late");
        List<String> paths = List.of(
                "Patient/" + patient,
                "Observation/" + observation,
                "Observation/" + observation + "/_history",
                "Observation/" + observation + "/_history/1",
                "Observation/" + deleted + "/_history",
                "Observation/" + late,
                "List/" + shared,
                "Patient/" + patient + "/_history");
        Map<String, String> before = bodies(paths);
        List<String> texts = sealedTexts();
        SlotId old = slot(patient);
        SlotId others = slot(other);

        JsonNode done = requests().rotate(patient);
        assertThat(done.toString()).contains("\"done\"");

        SlotId now = slot(patient);
        assertThat(now).isNotEqualTo(old);
        assertThat(slot(other)).isEqualTo(others);
        assertThat(keys(old)).isEmpty();
        assertThat(keys(now)).isNotEmpty();
        assertThat(bodies(paths)).isEqualTo(before);
        assertThat(namesOf(old)).isZero();
        assertThat(namesOf(now)).isPositive();
        List<String> after = sealedTexts();
        texts.removeIf(text -> !names(text, old));
        assertThat(texts.size()).isGreaterThan(10);
        texts.retainAll(after);
        assertThat(texts.size()).as("old ciphertexts that are still there").isZero();

        Officer.Report audit = officer.audit();
        assertThat(audit.exitCode()).as(audit.text()).isZero();
        assertThat(officer.verify(proof).exitCode()).isZero();
        Answer again = server.get("officer", "/fhir/Observation/" + observation + "/$integrity-proof");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        String id = done.at("/parameter/0/valueString").asText();
        assertThat(server.get("officer", "/fhir/AuditEvent?subtype=encrypt&_sort=-date&_count=50")
                        .body())
                .contains(id, "urn:chartseal:client")
                .doesNotContain("Patient/" + patient);

        assertThat(erase(patient).status()).isEqualTo(200);
        assertThat(keys(now)).isEmpty();
        assertThat(server.get("officer", "/fhir/Observation/" + observation).status())
                .isEqualTo(410);
        assertThat(server.get("backend", "/fhir/List/" + shared).status()).isEqualTo(200);
        // The shared record names the erased patient's slot on, and is sealed again for the other one all the same.
        requests().rotate(other);
        assertThat(server.get("backend", "/fhir/List/" + shared).status()).isEqualTo(200);
        assertThat(erase(other).status()).isEqualTo(200);
        assertThat(keys(slot(other))).isEmpty();
        Officer.Report end = officer.audit();
        assertThat(end.exitCode()).as(end.text()).isZero();
        assertThat(end.text()).doesNotContain("WITHHELD");
        healthy();
    }

    @Test
    void writesReadsAndSearchesGoOn() {
        TestServer server = server();
        String patient = server.createPatient("Busy");
        String observation = server.createObservation(patient, "0");
        AtomicBoolean end = new AtomicBoolean();
        List<String> failures = new ArrayList<>();
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < 2; client++) {
            clients.add(CompletableFuture.supplyAsync(() -> work(patient, observation, end, failures)));
        }
        for (int i = 0; i < 2; i++) {
            SlotId old = slot(patient);
            requests().rotate(patient);
            assertThat(keys(old)).isEmpty();
            assertThat(namesOf(old)).isZero();
        }
        end.set(true);
        assertThat(clients.stream().mapToInt(CompletableFuture::join).sum()).isGreaterThan(4);
        assertThat(failures).isEmpty();
        assertThat(namesOf(slot(patient))).isPositive();
        Officer.Report audit = new Officer(server).audit();
        assertThat(audit.exitCode()).as(audit.text()).isZero();
        healthy();
    }

    private int work(String patient, String observation, AtomicBoolean end, List<String> failures) {
        TestServer server = server();
        int number = 0;
        while (!end.get()) {
            String made = server.createObservation(patient, "busy " + number++);
            expect(failures, server.put("backend", "/fhir/Observation/" + made, withId(made, patient, "changed")), 200);
            expect(failures, server.get("backend", "/fhir/Observation/" + observation), 200);
            expect(failures, server.get("backend", "/fhir/Observation?subject=Patient/" + patient + "&_count=5"), 200);
            expect(failures, server.send("backend", "DELETE", "/fhir/Observation/" + made, "", TestServer.FHIR), 200);
        }
        return number;
    }

    private static void expect(List<String> failures, Answer answer, int status) {
        if (answer.status() != status) {
            synchronized (failures) {
                failures.add(answer.status() + " " + answer.body());
            }
        }
    }

    @Test
    void anErasureInTheMidstOfARotationTakesBothKeys() throws InterruptedException {
        TestServer server = server();
        for (int pause : new int[] {0, 800}) {
            String patient = server.createPatient("Overtaken");
            String observation = server.createObservation(patient, "overtaken");
            SlotId first = slot(patient);
            String id = requests()
                    .ask(patient)
                    .json()
                    .at("/parameter/0/valueString")
                    .asText();
            Thread.sleep(pause);
            Answer erased = erase(patient);
            assertThat(erased.status()).as(erased.body()).isEqualTo(200);
            requests().await(id);
            assertThat(keys(first)).isEmpty();
            assertThat(keys(slot(patient))).isEmpty();
            assertThat(server.get("officer", "/fhir/Observation/" + observation).status())
                    .isEqualTo(410);
        }
        Officer.Report audit = new Officer(server).audit();
        assertThat(audit.exitCode()).as(audit.text()).isZero();
        healthy();
    }

    @Test
    void stoppedAtAnyStepItGoesOn() throws InterruptedException {
        TestServer server = server();
        SmartLifecycle schedule = server.bean("dataKeyRotationSchedule", SmartLifecycle.class);
        for (int pause : new int[] {50, 600}) {
            String patient = server.createPatient("Stopped");
            String observation = server.createObservation(patient, "stopped");
            SlotId old = slot(patient);
            String id = requests()
                    .ask(patient)
                    .json()
                    .at("/parameter/0/valueString")
                    .asText();
            Thread.sleep(pause);
            schedule.stop();
            assertThat(server.get("backend", "/fhir/Observation/" + observation).status())
                    .isEqualTo(200);
            server.createObservation(patient, "while it stood still");
            schedule.start();
            requests().await(id);
            assertThat(keys(old)).isEmpty();
            assertThat(server.get("backend", "/fhir/Observation/" + observation).status())
                    .isEqualTo(200);
        }
        healthy();
    }

    @Test
    void aRowPutBackToAnEarlierStepDoesNoHarm() {
        TestServer server = server();
        String patient = server.createPatient("PutBack");
        String id = "";
        Map<String, String> states = new LinkedHashMap<>();
        // A step may be over before anybody looks: then another rotation shows it.
        for (int i = 0; i < 30 && !states.keySet().containsAll(List.of("MOVED", "SEALED")); i++) {
            states.clear();
            id = requests().ask(patient).json().at("/parameter/0/valueString").asText();
            states.putAll(statesUntilDone(id));
        }
        assertThat(states).containsKeys("MOVED", "SEALED", "DONE");
        String rotation = id;
        SlotId now = slot(patient);
        states.forEach((state, row) -> {
            server.jdbc()
                    .update(
                            "update cs_key_rotation set state = ?, sealed = ? where rotation_id = ?",
                            state,
                            row,
                            rotation);
            requests().await(rotation);
            assertThat(slot(patient)).as(state).isEqualTo(now);
            assertThat(keys(now)).isNotEmpty();
            assertThat(server.get("backend", "/fhir/Patient/" + patient).status())
                    .isEqualTo(200);
        });
        server.jdbc()
                .update(
                        "insert into cs_key_rotation (rotation_id, requested_ms, state, sealed) values (?, 0, ?, ?)",
                        "f".repeat(32),
                        "CHOOSING",
                        states.get("CHOOSING") == null ? "cc1:AAAA" : states.get("CHOOSING"));
        requests().rotate(patient);
        assertThat(slot(patient)).isNotEqualTo(now);
        server.jdbc().update("delete from cs_key_rotation where rotation_id = ?", "f".repeat(32));
    }

    private Map<String, String> statesUntilDone(String id) {
        Map<String, String> states = new LinkedHashMap<>();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!states.containsKey("DONE")) {
            assertThat(System.nanoTime()).as("the rotation ends").isLessThan(deadline);
            server().jdbc()
                    .query(
                            "select state, sealed from cs_key_rotation where rotation_id = ?",
                            row -> {
                                states.put(row.getString(1), row.getString(2));
                            },
                            id);
        }
        return states;
    }

    @Test
    void everybodysKeysAtOnce() {
        TestServer server = server();
        String patient = server.createPatient("Everybody");
        String binary = server.create(
                "Binary", "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"RXZlcnlib2R5\"}");
        String organization = server.create("Organization", "{\"resourceType\":\"Organization\",\"name\":\"Ward\"}");
        List<String> paths = List.of("Patient/" + patient, "Binary/" + binary, "Organization/" + organization);
        Map<String, String> before = bodies(paths);
        SlotId old = slot(patient);
        SlotId directory = slotOf("system/directory");
        JsonNode done = requests().rotate(null);
        assertThat(done.toString()).contains("\"done\"");
        assertThat(keys(old)).isEmpty();
        assertThat(keys(directory)).isEmpty();
        assertThat(bodies(paths)).isEqualTo(before);
        server.createPatient("Afterwards");
        Officer.Report audit = new Officer(server).audit();
        assertThat(audit.exitCode()).as(audit.text()).isZero();
        SlotId now = slot(patient);
        Answer none = server.post(
                "officer",
                "/fhir/$rotate-keys",
                DataKeyRequests.parameters(
                        "{\"name\":\"kind\",\"valueCode\":\"data\"},{\"name\":\"before\",\"valueInstant\":"
                                + "\"2020-01-01T00:00:00Z\"}"));
        requests().await(none.json().at("/parameter/0/valueString").asText());
        assertThat(slot(patient)).isEqualTo(now);
    }

    @Test
    void whoMayAskAndForWhat() {
        TestServer server = server();
        String patient = server.createPatient("Asking");
        String body = DataKeyRequests.parameters(
                "{\"name\":\"kind\",\"valueCode\":\"data\"},{\"name\":\"patient\",\"valueString\":" + "\"Patient/"
                        + patient + "\"}");
        assertThat(server.post("backend", "/fhir/$rotate-keys", body).status()).isEqualTo(403);
        assertThat(server.post("officer", "/fhir/$rotate-keys", body.replace("Patient/" + patient, "Patient/none"))
                        .status())
                .isEqualTo(404);
        assertThat(server.post("officer", "/fhir/$rotate-keys", body.replace("Patient/" + patient, "everybody"))
                        .status())
                .isEqualTo(400);
        assertThat(server.post("officer", "/fhir/$rotate-keys", body.replace("data", "epoch"))
                        .status())
                .isEqualTo(400);
    }

    private Answer erase(String patient) {
        return server().post("officer", "/fhir/Patient/" + patient + "/$erase", REASON);
    }

    private String sharedList(String patient, String other) {
        return server().create(
                        "List",
                        "{\"resourceType\":\"List\",\"status\":\"current\",\"mode\":\"working\",\"entry\":[{\"item\":{"
                                + "\"reference\":\"Patient/" + patient + "\"}},{\"item\":{\"reference\":\"Patient/"
                                + other + "\"}}]}");
    }

    private void consent(String patient) {
        Answer made = server().post(
                        "officer",
                        "/fhir/Consent",
                        "{\"resourceType\":\"Consent\",\"status\":\"active\",\"scope\":{\"coding\":[{\"system\":"
                                + "\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]},"
                                + "\"category\":[{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"59284-0\"}]}],"
                                + "\"patient\":{\"reference\":\"Patient/" + patient + "\"},\"policyRule\":{\"text\":"
                                + "\"all\"},\"provision\":{\"type\":\"permit\"}}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
    }

    private static String withId(String id, String patient, String text) {
        return TestServer.observation(patient, text)
                .replaceFirst(
                        "\\{\"resourceType\":\"Observation\",",
                        "{\"resourceType\":\"Observation\",\"id\":\"" + id + "\",");
    }

    private Map<String, String> bodies(List<String> paths) {
        Map<String, String> bodies = new LinkedHashMap<>();
        for (String path : paths) {
            Answer answer = server().get("backend", "/fhir/" + path);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            // A page has an id and a time of its own.
            bodies.put(
                    path, path.endsWith("_history") ? answer.json().get("entry").toString() : answer.body());
        }
        return bodies;
    }

    private List<String> sealedTexts() {
        List<String> texts =
                new ArrayList<>(server().jdbc().queryForList("select RES_TEXT_VC from HFJ_RES_VER", String.class));
        texts.addAll(
                server().jdbc().queryForList("select sealed from cs_pending where res_id is not null", String.class));
        texts.addAll(server().jdbc().queryForList("select sealed from cs_directive", String.class));
        return texts;
    }

    private static boolean names(String text, SlotId slot) {
        return org.chartseal.server.sealing.Envelope.ownersOf(text).contains(slot);
    }

    private long namesOf(SlotId slot) {
        List<String> all = sealedTexts();
        all.addAll(server().jdbc()
                .queryForList("select subject_links from cs_leaf where subject_links is not null", String.class));
        all.addAll(server().jdbc().queryForList("select sealed from cs_pending where res_id is null", String.class));
        return all.stream().filter(text -> names(text, slot)).count();
    }

    private Map<SlotId, ?> keys(SlotId slot) {
        return server().bean(KeySlots.class).open(Set.of(slot));
    }

    private SlotId slot(String patient) {
        return slotOf("Patient/" + patient);
    }

    private SlotId slotOf(String reference) {
        return SlotId.of(server().jdbc()
                .queryForObject("select slot_id from cs_key_assignment where subject_name = ?", byte[].class, (Object)
                        server().bean(SubjectSlots.class).nameOf(reference)));
    }

    private void healthy() {
        // But for the row that another test forges.
        assertThat(server().bean(LogIncidents.class).all())
                .filteredOn(incident -> !incident.startsWith("the row of a rotation of data keys does not open"))
                .isEmpty();
    }
}
