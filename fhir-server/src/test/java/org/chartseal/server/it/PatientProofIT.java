package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.PatientProofVerifier;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.Verdict;
import org.junit.jupiter.api.Test;

/** A patient's whole file, proven from one file alone: with deletions, a record that moved away, and an erased neighbour. */
final class PatientProofIT {
    private static final String SCOPE = "/$integrity-proof?scope=patient";
    private static final String REASON = "{\"resourceType\":\"Parameters\",\"parameter\":"
            + "[{\"name\":\"reason\",\"valueCode\":\"subject-request\"}]}";

    private final TestServer server =
            TestServer.shared("patient-proofs", Map.of("chartseal.log.snapshot.interval", "500ms"));
    private final Officer officer = new Officer(server);

    @Test
    void aWholeFileIsProvenAndNoOther() {
        String patient = server.createPatient("Whole");
        String other = server.createPatient("Other");
        String gone = server.createPatient("Gone");
        String changed = server.createObservation(patient, "first");
        update(changed, patient, "second");
        String deleted = server.createObservation(patient, "to be deleted");
        assertThat(server.send("backend", "DELETE", "/fhir/Observation/" + deleted, "", TestServer.FHIR)
                        .status())
                .isBetween(200, 204);
        String moved = server.createObservation(patient, "of another after all");
        update(moved, other, "of another after all");
        server.createObservation(gone, "to be erased");
        server.create("Group", group(patient, gone));

        String file = anchored(patient, 8);
        Officer.Report report = officer.verify(file);
        assertThat(report.exitCode()).as(report.text()).isZero();
        assertThat(report.text())
                .contains("VERIFIED", "complete for what the server assigned to this patient", "8 leaves");
        assertThat(file).doesNotContain("Patient/" + other + "\"");
        assertThat(officer.verify(anchored(other, 2)).exitCode()).isZero();

        assertNeverVerified(file, anchored(other, 2));
        update(changed, patient, "third");
        String newer = anchored(patient, 9);
        assertThat(officer.verify(newer).exitCode()).isZero();
        assertThat(officer.verify(file).exitCode()).isZero();
        assertThat(exit(newer, json -> json.set("snapshot", tree(file).get("snapshot"))))
                .isNotZero();
        assertThat(exit(newer, json -> {
                    json.set("snapshot", tree(file).get("snapshot"));
                    json.set("head", tree(file).get("head"));
                }))
                .isNotZero();
        assertThat(exit(file, json -> json.set("leaves", tree(newer).get("leaves"))))
                .isNotZero();

        assertThat(server.post("officer", "/fhir/Patient/" + gone + "/$erase", REASON)
                        .status())
                .isEqualTo(200);
        TestServer.Answer erased = server.get("officer", "/fhir/Patient/" + gone + SCOPE);
        assertThat(erased.status()).as(erased.body()).isEqualTo(410);
        update(changed, patient, "fourth");
        assertThat(officer.verify(anchored(patient, 10)).exitCode()).isZero();
        Officer.Report audit = officer.audit();
        assertThat(audit.text()).contains("ERASED").doesNotContain("TAMPERED", "WITHHELD");
        assertThat(audit.exitCode()).as(audit.text()).isZero();
    }

    @Test
    void whoWasNeverThereIsProvenAbsentToTheOfficerAlone() {
        anchored(server.createPatient("Present"), 1);
        String nobody = "/fhir/Patient/00000000-0000-4000-8000-000000000000" + SCOPE;
        TestServer.Answer absent = server.get("officer", nobody);
        assertThat(absent.status()).as(absent.body()).isEqualTo(200);
        assertThat(absent.response().headers().firstValue("Cache-Control")).hasValue("no-store");
        Officer.Report report = officer.verify(absent.body());
        assertThat(report.text()).contains("VERIFIED", "absent: the server had assigned nothing");
        assertThat(report.exitCode()).isZero();
        assertThat(server.get("backend", nobody).status()).isEqualTo(404);
    }

    @Test
    void everythingGoesToAnotherHospitalWithItsProof() {
        String patient = server.createPatient("Referred");
        String kept = server.createObservation(patient, "kept as it was");
        String moved = server.createObservation(patient, "not this patient's");
        update(moved, server.createPatient("Rightful"), "not this patient's");
        anchored(patient, 4);
        String path = "/fhir/Patient/" + patient + "/$everything?_proof=";
        assertThat(server.get("backend", path + "false").body()).doesNotContain("fhirproof");
        assertThat(server.get("backend", path + "maybe").status()).isEqualTo(400);
        String bundle = server.get("backend", path + "true").body();
        Officer.Report report = officer.verify(bundle);
        assertThat(report.text())
                .contains("VERIFIED", "complete for what the server assigned to this patient")
                .doesNotContain("records that");
        assertThat(report.exitCode()).as(report.text()).isZero();
        Officer.Report changed = officer.verify(bundle.replace("kept as it was", "kept as it is"));
        assertThat(changed.text()).contains("TAMPERED: Observation/" + kept + ": ");
        assertThat(changed.exitCode()).isEqualTo(10);
        Officer.Report fewer =
                officer.verify(bundle.replace("\"Observation\",\"id\":\"" + kept, "\"Observation\",\"id\":\"x"));
        assertThat(fewer.text())
                .contains(
                        "not cover, of others or newer than it: Observation/x",
                        "only the proof has: Observation/" + kept);
    }

    @Test
    void onlyPatientsHaveAFile() {
        String patient = server.createPatient("Misasked");
        assertThat(server.get("backend", "/fhir/Patient/" + patient + "/$integrity-proof?scope=everything")
                        .status())
                .isEqualTo(400);
        String observation = server.createObservation(patient, "no patient");
        assertThat(server.get("backend", "/fhir/Observation/" + observation + SCOPE)
                        .status())
                .isEqualTo(400);
    }

    private void assertNeverVerified(String file, String others) {
        Map<String, Consumer<ObjectNode>> changes = new LinkedHashMap<>();
        changes.put("drop one version", json -> leaves(json).remove(2));
        changes.put("cut the last version", json -> leaves(json).remove(7));
        changes.put("cut the first version", json -> leaves(json).remove(0));
        changes.put("reorder", json -> leaves(json).insert(1, leaves(json).remove(4)));
        changes.put("swap content", json -> {
            ObjectNode first = (ObjectNode) leaves(json).get(1);
            ObjectNode second = (ObjectNode) leaves(json).get(2);
            JsonNode content = first.get("content");
            first.set("content", second.get("content"));
            second.set("content", content);
        });
        changes.put("without a content", json -> ((ObjectNode) leaves(json).get(1)).remove("content"));
        changes.put(
                "another patient's head", json -> json.set("head", tree(others).get("head")));
        changes.put(
                "another patient's leaves",
                json -> json.set("leaves", tree(others).get("leaves")));
        changes.put("another patient", json -> json.put("patient", "Patient/somebody"));
        changes.put("no leaves", json -> leaves(json).removeAll());
        changes.forEach(
                (name, change) -> assertThat(exit(file, change)).as(name).isNotZero());

        TrustFile trust = trust();
        Random random = new Random(4);
        int claims = file.indexOf("\"anchors\"");
        int leaves = file.indexOf("\"leaves\"");
        for (int i = 0; i < 2000; i++) {
            int at = random.nextInt(file.length() - 1);
            if (at < claims || at >= leaves) {
                char flipped = (char) (file.charAt(at) ^ (1 << random.nextInt(7)));
                assertThat(verdict(trust, file.substring(0, at) + flipped + file.substring(at + 1)))
                        .as("bit at %d", at)
                        .isNotEqualTo(Verdict.VERIFIED);
            }
        }
        assertThat(verdict(trust, file)).isEqualTo(Verdict.VERIFIED);
    }

    private int exit(String file, Consumer<ObjectNode> change) {
        ObjectNode json = tree(file);
        change.accept(json);
        return verdict(trust(), json.toString()).exitCode();
    }

    private static Verdict verdict(TrustFile trust, String file) {
        try {
            return new PatientProofVerifier(trust)
                    .verify(PatientProofFile.parse(file.getBytes(StandardCharsets.UTF_8)), null, null)
                    .verdict();
        } catch (ProofFormatException refused) {
            return Verdict.INCONCLUSIVE;
        }
    }

    private TrustFile trust() {
        try {
            return TrustFile.parse(Files.readAllBytes(server.secrets().resolve("trust.json")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ArrayNode leaves(ObjectNode json) {
        return (ArrayNode) json.get("leaves");
    }

    private static ObjectNode tree(String file) {
        try {
            return (ObjectNode) TestServer.JSON.readTree(file);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** Waits for the map that has so many leaves of a patient, and for its anchor. */
    private String anchored(String patient, int leaves) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            TestServer.Answer answer = server.get("officer", "/fhir/Patient/" + patient + SCOPE);
            if (answer.status() == 200
                    && !answer.json().get("anchors").isEmpty()
                    && answer.json().get("leaves").size() == leaves) {
                return answer.body();
            }
            answers.add(answer.status() + " "
                    + (answer.status() == 200 ? answer.json().get("leaves").size() : answer.body()));
            pause();
        }
        throw new IllegalStateException("No anchored proof: " + answers.get(answers.size() - 1));
    }

    private void update(String observation, String patient, String text) {
        String body = TestServer.observation(patient, text);
        TestServer.Answer answer = server.put(
                "backend",
                "/fhir/Observation/" + observation,
                body.replaceFirst("\\{", "{\"id\":\"" + observation + "\","));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String group(String... patients) {
        List<String> members = new ArrayList<>();
        for (String patient : patients) {
            members.add("{\"entity\":{\"reference\":\"Patient/" + patient + "\"}}");
        }
        return "{\"resourceType\":\"Group\",\"type\":\"person\",\"actual\":true,\"member\":["
                + String.join(",", members) + "]}";
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
