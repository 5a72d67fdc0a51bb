package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.promise.PromiseHeader;
import org.chartseal.anchoring.promise.WritePromise;
import org.chartseal.anchoring.proof.PromiseFile;
import org.junit.jupiter.api.Test;

/** Whoever made a version holds the log's signature for it, and can redeem it; who made none gets none. */
abstract class PromiseContract {
    abstract TestServer server();

    @Test
    void eachSingleWriteIsPromisedAndRedeemed() {
        String patient = "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Promised\"}]}";
        TestServer.Answer created = server().post("backend", "/fhir/Patient", patient);
        String id = created.json().get("id").asText();
        String address = "/fhir/Patient/" + id;
        PromiseFile first = single(created, "Patient/" + id + "/_history/1");
        String body = "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"family\":\"%s\"}]}";
        PromiseFile second =
                single(server().put("backend", address, body.formatted("Renamed")), "Patient/" + id + "/_history/2");
        assertThat(header(server().put("backend", address, body.formatted("Renamed"))))
                .as("a PUT that changes nothing")
                .isEmpty();
        PromiseFile third = single(
                server().send(
                                "backend",
                                "PATCH",
                                address,
                                "[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]",
                                "application/json-patch+json"),
                "Patient/" + id + "/_history/3");
        PromiseFile fourth = single(
                server().send("backend", "DELETE", address, "", TestServer.FHIR), "Patient/" + id + "/_history/4");
        assertThat(header(server().get("backend", address + "/_history"))).isEmpty();
        assertThat(header(server().post("backend", "/fhir/Patient", "{\"resourceType\":\"Observation\"}")))
                .isEmpty();

        Officer officer = new Officer(server());
        for (PromiseFile promise : List.of(first, second, third, fourth)) {
            String version = String.valueOf(promise.writes().get(0).version());
            Officer.Report report = officer.redeem(promise.json(), officer.proof("/fhir/" + version));
            assertThat(report.text()).contains("VERIFIED", "each of the 1 promised versions has a leaf");
            assertThat(report.exitCode()).as(report.text()).isZero();
        }
        Officer.Report foreign = officer.redeem(
                first.json(), officer.proof("/fhir/" + second.writes().get(0).version()));
        assertThat(foreign.exitCode()).as(foreign.text()).isEqualTo(15);
    }

    @Test
    void eachEntryOfATransactionIsNamed() {
        String doomed = server().createPatient("Doomed");
        String marked = "urn:chartseal:test|" + doomed;
        String other = "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"},\"identifier\":[{\"system\":"
                + "\"urn:chartseal:test\",\"value\":\"" + doomed + "\"}]}";
        server().create("Basic", other);
        String bundle = ("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                        + "{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/%1$s\"}},"
                        + "{\"request\":{\"method\":\"DELETE\",\"url\":\"Basic?identifier=%2$s\"}},"
                        + "{\"fullUrl\":\"urn:uuid:6d5ad2a8-0000-4000-8000-000000000001\",\"resource\":{\"resourceType\":"
                        + "\"Patient\",\"active\":true},\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}},"
                        + "{\"request\":{\"method\":\"GET\",\"url\":\"Patient?_id=nobody\"}},"
                        + "{\"resource\":{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"x\"},"
                        + "\"subject\":{\"reference\":\"urn:uuid:6d5ad2a8-0000-4000-8000-000000000001\"}},"
                        + "\"request\":{\"method\":\"POST\",\"url\":\"Observation\"}}]}")
                .formatted(doomed, marked.replace("|", "%7C"));
        TestServer.Answer answer = server().post("backend", "/fhir", bundle);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        PromiseHeader header = header(answer).orElseThrow();
        assertThat(header.writes()).isEmpty();
        assertThat(header.signed().promise().count()).isEqualTo(4);
        List<Integer> named = StreamSupport.stream(answer.json().get("entry").spliterator(), false)
                .map(entry -> entry.get("response").path("extension").size())
                .toList();
        assertThat(named).containsExactly(1, 1, 1, 0, 1);
        PromiseFile promise = PromiseFile.of(value(answer), answer.body().getBytes(StandardCharsets.UTF_8), null);
        assertThat(new Officer(server()).auditWith(promise.json()).exitCode()).isZero();
    }

    @Test
    void eachEntryOfABatchIsNamedThatWasStored() {
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
                + "{\"resource\":{\"resourceType\":\"Patient\",\"active\":true},\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}},"
                + "{\"resource\":{\"resourceType\":\"Patient\",\"generalPractitioner\":[{\"reference\":\"Practitioner/nobody\"}]},"
                + "\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}},"
                + "{\"resource\":{\"resourceType\":\"Patient\",\"active\":false},\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}]}";
        TestServer.Answer answer = server().post("backend", "/fhir", bundle);
        assertThat(header(answer).orElseThrow().signed().promise().count()).isEqualTo(2);
        assertThat(PromiseFile.of(value(answer), answer.body().getBytes(StandardCharsets.UTF_8), null)
                        .writes())
                .hasSize(2)
                .noneMatch(write -> write.version() == null);
    }

    @Test
    void aBrokenPromiseIsFoundAndAForgedOneAccusesNobody() {
        server().createPatient("Later");
        CheckpointSigner signer = server().bean(CheckpointSigner.class);
        byte[] never = new byte[32];
        never[0] = 1;
        long past = Instant.now().minusSeconds(3600).toEpochMilli();
        Officer officer = new Officer(server());
        officer.proof("/fhir/Patient/" + server().createPatient("Logged"));
        Officer.Report broken = officer.auditWith(file(signer, past, never));
        assertThat(broken.text()).contains("WITHHELD", "the log promised a leaf of Patient/none/_history/1 by");
        assertThat(broken.exitCode()).isEqualTo(11);
        Officer.Report due =
                officer.auditWith(file(signer, Instant.now().plusSeconds(3600).toEpochMilli(), never));
        assertThat(due.exitCode()).as(due.text()).isEqualTo(15);
        CheckpointSigner stranger = CheckpointSigner.fromSeed(signer.verifier().name(), new byte[32]);
        assertThat(officer.auditWith(file(stranger, past, never)).exitCode()).isEqualTo(14);
    }

    private static String file(CheckpointSigner signer, long deadline, byte[] w) {
        String header = new PromiseHeader(
                        WritePromise.of(signer.verifier().name(), deadline, List.of(w))
                                .sign(signer),
                        List.of(w))
                .value();
        return PromiseFile.of(header, null, "Patient/none/_history/1").json();
    }

    private PromiseFile single(TestServer.Answer answer, String version) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
        PromiseHeader header = header(answer).orElseThrow();
        assertThat(header.writes()).hasSize(1);
        assertThat(header.signed()
                        .signedByOneOf(
                                List.of(server().bean(CheckpointSigner.class).verifier())))
                .isTrue();
        assertThat(Instant.ofEpochMilli(header.signed().promise().deadlineMs()))
                .isAfter(Instant.now().plusSeconds(23 * 3600));
        return PromiseFile.of(value(answer), null, version);
    }

    private static String value(TestServer.Answer answer) {
        return answer.response().headers().firstValue(PromiseHeader.NAME).orElseThrow();
    }

    private static Optional<PromiseHeader> header(TestServer.Answer answer) {
        return answer.response().headers().firstValue(PromiseHeader.NAME).map(PromiseHeader::parse);
    }
}
