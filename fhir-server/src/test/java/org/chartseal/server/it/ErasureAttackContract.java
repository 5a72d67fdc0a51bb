package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.it.TestServer.Answer;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.junit.jupiter.api.Test;

/**
 * Somebody who writes the clinical database, without its keys: can have nobody erased, nobody erased with somebody else,
 * and no erasure taken for done that was not.
 */
abstract class ErasureAttackContract {
    private static final String FORGED = "f".repeat(32);
    private static final String REASON = "{\"resourceType\":\"Parameters\",\"parameter\":"
            + "[{\"name\":\"reason\",\"valueCode\":\"subject-request\"}]}";

    abstract TestServer server();

    @Test
    void aForgedRequestErasesNobody() throws InterruptedException {
        String genuine = server().createPatient("Genuine");
        String victim = server().createPatient("Victim");
        assertThat(erase(genuine).status()).isEqualTo(200);
        String sealed = sealedOf(genuine);
        for (String content : List.of(sealed, "cc1:AAAA", "{}", "")) {
            insert(victim, content);
            Thread.sleep(2_500);
            assertThat(server().get("backend", "/fhir/Patient/" + victim).status())
                    .isEqualTo(200);
            assertThat(server().put("backend", "/fhir/Patient/" + victim, patient(victim, "Victim"))
                            .status())
                    .isEqualTo(200);
            delete();
        }
        assertThat(incidents()).anyMatch(incident -> incident.contains("the row of an erasure does not open"));
        insert(victim, sealed);
        Answer answer = erase(victim);
        assertThat(answer.status())
                .as("the officer's own request takes the place of the forged one")
                .isEqualTo(200);
        assertThat(server().get("officer", "/fhir/Patient/" + victim).status()).isEqualTo(410);
    }

    @Test
    void slotsAddedToAGenuineErasureAreNotDestroyed() {
        String patient = server().createPatient("Asked");
        String victim = server().createPatient("Bystander");
        CompletableFuture<Answer> erasure = CompletableFuture.supplyAsync(() -> erase(patient));
        String id = begun(patient);
        server().jdbc().update("insert into cs_erasure_slot (slot_id, erasure_id) values (?, ?)", slot(victim), id);
        assertThat(erasure.join().status()).isEqualTo(200);
        assertThat(server().get("backend", "/fhir/Patient/" + victim).status()).isEqualTo(200);
        assertThat(server().get("officer", "/fhir/Patient/" + patient).status()).isEqualTo(410);
    }

    @Test
    void aRowRelabelledWithThePatientsSlotIsLeftAlone() {
        String patient = server().createPatient("Relabelling");
        String victim = server().createPatient("Relabelled");
        String observation = server().createObservation(victim, "kept");
        new Officer(server()).anchoredProof("/fhir/Observation/" + observation + "/$integrity-proof");
        String sealed = pending(observation);
        byte[] envelope = Base64.getUrlDecoder().decode(sealed.substring(4));
        System.arraycopy(slot(patient), 0, envelope, 3, 16);
        relabel(observation, "cs1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(envelope));
        assertThat(erase(patient).status()).isEqualTo(200);
        assertThat(server().get("backend", "/fhir/Observation/" + observation).status())
                .isEqualTo(200);
        assertThat(server().jdbc()
                        .queryForObject(
                                "select count(*) from cs_tombstone t join cs_pending p on p.leaf_index = t.erased_index"
                                        + " join HFJ_RESOURCE r on r.RES_ID = p.res_id where r.FHIR_ID = ?",
                                Integer.class,
                                observation))
                .isZero();
        assertThat(incidents()).anyMatch(incident -> incident.contains("they are left alone"));
        relabel(observation, sealed);
        Officer.Report audit = new Officer(server()).audit();
        assertThat(audit.exitCode()).as(audit.text()).isZero();
    }

    @Test
    void nobodysRecordsAreSealedToAnothersSlot() {
        String patient = server().createPatient("Assigned");
        String victim = "assigned-" + System.nanoTime();
        byte[] name = server().bean(SubjectSlots.class).nameOf("Patient/" + victim);
        byte[] mac = server().jdbc()
                .queryForObject(
                        "select mac from cs_key_assignment where slot_id = ?", byte[].class, (Object) slot(patient));
        for (byte[] forged : new byte[][] {mac, new byte[32], null}) {
            server().jdbc()
                    .update(
                            "insert into cs_key_assignment (subject_name, slot_id, mac) values (?, ?, ?)",
                            name,
                            slot(patient),
                            forged);
            assertThat(server().put("backend", "/fhir/Patient/" + victim, patient(victim, "Assigned"))
                            .status())
                    .isEqualTo(503);
            server().jdbc().update("delete from cs_key_assignment where subject_name = ?", (Object) name);
        }
        assertThat(server().put("backend", "/fhir/Patient/" + victim, patient(victim, "Assigned"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatAnotherPatientsRecordRefersToStays() {
        String first = server().createPatient("Sharing");
        String second = server().createPatient("Sharer");
        String binary = server().create(
                        "Binary", "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"U2hhcmVk\"}");
        String medication =
                server().create("Medication", "{\"resourceType\":\"Medication\",\"code\":{\"text\":\"shared\"}}");
        String own = server().create("Medication", "{\"resourceType\":\"Medication\",\"code\":{\"text\":\"own\"}}");
        document(first, binary);
        document(second, binary);
        for (String each : List.of(medication, own)) {
            server().create(
                            "MedicationStatement",
                            "{\"resourceType\":\"MedicationStatement\",\"status\":\"active\",\"subject\":{\"reference\":"
                                    + "\"Patient/" + first + "\"},\"medicationReference\":{\"reference\":\"Medication/"
                                    + each + "\"}}");
        }
        // Where no search parameter looks.
        server().create(
                        "Observation",
                        "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"extension\":"
                                + "[{\"url\":\"urn:example:given\",\"valueReference\":{\"reference\":\"Medication/"
                                + medication + "\"}}],\"subject\":{\"reference\":\"Patient/" + second + "\"}}");

        assertThat(erase(first).status()).isEqualTo(200);
        assertThat(server().get("backend", "/fhir/Binary/" + binary).status()).isEqualTo(200);
        assertThat(server().get("backend", "/fhir/Medication/" + medication).status())
                .isEqualTo(200);
        assertThat(server().get("officer", "/fhir/Medication/" + own).status()).isEqualTo(410);

        assertThat(erase(second).status()).isEqualTo(200);
        assertThat(server().get("officer", "/fhir/Binary/" + binary).status()).isEqualTo(410);
        assertThat(server().get("officer", "/fhir/Medication/" + medication).status())
                .isEqualTo(410);
    }

    @Test
    void anErasurePutBackToItsBeginningIsNotCarriedOutWithoutKeys() {
        String patient = server().createPatient("Rewound");
        CompletableFuture<Answer> erasure = CompletableFuture.supplyAsync(() -> erase(patient));
        String id = begun(patient);
        String requested = sealedOf(patient);
        assertThat(erasure.join().status()).isEqualTo(200);
        String done = sealedOf(patient);
        server().jdbc()
                .update("update cs_erasure set sealed = ?, state = 'REQUESTED' where erasure_id = ?", requested, id);
        Answer again = erase(patient);
        assertThat(again.status()).as(again.body()).isEqualTo(202);
        assertThat(again.body()).contains("A key is missing");
        server().jdbc().update("update cs_erasure set sealed = ?, state = 'DONE' where erasure_id = ?", done, id);
        assertThat(erase(patient).status()).isEqualTo(200);
    }

    /** A thief who takes a wrapped key away makes an outage; a row that says "erased" does not make it an erasure. */
    @Test
    void aMissingKeyIsAnOutage() {
        String patient = server().createPatient("Missing");
        byte[] slot = slot(patient);
        insert(patient, "{}");
        TestKeys keys = TestKeys.of(server());
        byte[] wrapped = keys.take(slot);
        server().bean(KeySlots.class).rotateEpoch();
        assertThat(server().get("officer", "/fhir/Patient/" + patient).status()).isEqualTo(503);
        assertThat(server().get("backend", "/fhir/Patient/" + patient).status()).isEqualTo(503);
        delete();
        Answer refused = erase(patient);
        assertThat(refused.status())
                .as("without its key nothing proves what is the patient's")
                .isEqualTo(503);
        assertThat(server().get("backend", "/fhir/Patient/" + patient).status()).isEqualTo(503);
        keys.put(slot, wrapped);
        server().bean(KeySlots.class).rotateEpoch();
        assertThat(server().get("backend", "/fhir/Patient/" + patient).status()).isEqualTo(200);
        assertThat(erase(patient).status()).isEqualTo(200);
    }

    private Answer erase(String patient) {
        return server().post("officer", "/fhir/Patient/" + patient + "/$erase", REASON);
    }

    private void document(String patient, String binary) {
        server().create(
                        "DocumentReference",
                        "{\"resourceType\":\"DocumentReference\",\"status\":\"current\",\"subject\":{\"reference\":"
                                + "\"Patient/" + patient + "\"},\"content\":[{\"attachment\":{\"url\":\"Binary/"
                                + binary + "\"}}]}");
    }

    private static String patient(String id, String family) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"family\":\"" + family + "\"}]}";
    }

    private List<String> incidents() {
        return server().bean(LogIncidents.class).all();
    }

    private byte[] name(String patient) {
        return server().bean(SubjectSlots.class).nameOf("Patient/" + patient);
    }

    private void insert(String patient, String sealed) {
        server().jdbc()
                .update(
                        "insert into cs_erasure (erasure_id, subject_name, state, sealed) values (?, ?, 'REQUESTED', ?)",
                        FORGED,
                        name(patient),
                        sealed);
        server().jdbc()
                .update("insert into cs_erasure_slot (slot_id, erasure_id) values (?, ?)", slot(patient), FORGED);
    }

    private void delete() {
        server().jdbc().update("delete from cs_erasure_slot where erasure_id = ?", FORGED);
        server().jdbc().update("delete from cs_erasure where erasure_id = ?", FORGED);
    }

    private String sealedOf(String patient) {
        return server().jdbc()
                .queryForObject(
                        "select sealed from cs_erasure where subject_name = ?", String.class, (Object) name(patient));
    }

    /** Waits for an erasure to be asked for. Returns its id. */
    private String begun(String patient) {
        for (int i = 0; i < 200; i++) {
            List<String> ids = server().jdbc()
                    .queryForList("select erasure_id from cs_erasure where subject_name = ?", String.class, (Object)
                            name(patient));
            if (!ids.isEmpty()) {
                return ids.get(0);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        throw new AssertionError("no erasure was asked for");
    }

    private String pending(String observation) {
        return server().jdbc()
                .queryForObject(
                        "select p.sealed from cs_pending p join HFJ_RESOURCE r on r.RES_ID = p.res_id"
                                + " where r.FHIR_ID = ?",
                        String.class,
                        observation);
    }

    private void relabel(String observation, String sealed) {
        server().jdbc()
                .update(
                        "update cs_pending set sealed = ? where res_id ="
                                + " (select RES_ID from HFJ_RESOURCE where FHIR_ID = ?)",
                        sealed,
                        observation);
    }

    /** The slot in the header of the patient's body: after scheme and count. */
    private byte[] slot(String patient) {
        String text = server().jdbc()
                .queryForObject(
                        "select v.RES_TEXT_VC from HFJ_RES_VER v join HFJ_RESOURCE r on r.RES_ID = v.RES_ID"
                                + " where r.FHIR_ID = ? and v.RES_VER = 1",
                        String.class,
                        patient);
        byte[] envelope = Base64.getUrlDecoder().decode(text.substring(4));
        return Arrays.copyOfRange(envelope, 3, 19);
    }
}
