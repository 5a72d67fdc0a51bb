package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A log that two of three hospitals must sign: it grows on its chain with them, and not without. */
final class WitnessIT {
    private static final String PATH = "/log/attestation";

    private static List<Hospital> hospitals;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        hospitals = List.of(Hospital.open("north"), Hospital.open("south"), Hospital.open("west"));
        Map<String, String> settings = new HashMap<>(Map.of(
                "chartseal.witnesses.threshold", "2",
                "chartseal.witnesses.late-after", "1s"));
        for (int i = 0; i < hospitals.size(); i++) {
            String member = "chartseal.witnesses.members[" + i + "].";
            settings.put(member + "name", hospitals.get(i).name());
            settings.put(member + "address", hospitals.get(i).address());
            if (i < 2) {
                // The third is of before there were cosignatures.
                settings.put(member + "vkey", hospitals.get(i).vkey());
            }
        }
        server = TestServer.own("witnessed", settings);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theLogIsAnchoredWhenTwoOfThreeHaveSigned() throws Exception {
        String patient = server.createPatient("Witnessed");
        await("a request", () -> status("witness", "GET", null) == 200);
        String proof = "/fhir/Patient/" + patient + "/$integrity-proof";
        await("the alert", () -> server.get(null, "/actuator/health").status() == 503);
        String wanted =
                server.send("witness", "GET", PATH, null, "application/json").body();
        assertThat(wanted).contains("\"threshold\":2", hospitals.get(0).address(), "\"checkpoint\":\"");
        forged(wanted);

        Officer.Report north = hospitals.get(0).look(server);
        assertThat(north.text()).contains("; signed ");
        assertThat(north.exitCode()).isZero();
        // Twice the same hospital is one.
        assertThat(hospitals.get(0).look(server).exitCode()).isZero();
        Thread.sleep(1000);
        assertThat(server.get("officer", proof).json().path("anchors")).isEmpty();

        // The tree grew meanwhile: what waits is signed as it waits.
        server.createObservation(patient, "pulse");
        assertThat(hospitals.get(2).look(server).text()).contains("; signed ");
        await("an anchor that covers the patient", () -> {
            hospitals.get(0).look(server);
            hospitals.get(2).look(server);
            return !server.get("officer", proof).json().path("anchors").isEmpty();
        });
        String anchored = new Officer(server).anchoredProof(proof);
        assertThat(new Officer(server).verify(anchored).text()).startsWith("VERIFIED");
        // Whoever reads the checkpoint finds who cosigned it, of those whose keys are known here.
        assertThat(anchored).contains("\\n\u2014 witness.north.example ").doesNotContain("witness.west.example");
        assertThat(anchored).startsWith("{\"format\":\"1\"");
        assertThat(Files.size(hospitals.get(0).mirror().resolve("entries"))).isPositive();
        await("an end of the alert", () -> {
            hospitals.get(1).look(server);
            hospitals.get(2).look(server);
            return server.get(null, "/actuator/health").status() == 200;
        });
    }

    @Test
    void aWitnessSeesNoRecordAndNobodyElseSigns() {
        assertThat(server.get("witness", "/fhir/Patient").status()).isEqualTo(403);
        assertThat(server.get("witness", "/log/leaves?from=0&count=1").status()).isEqualTo(403);
        assertThat(server.get("witness", "/log/checkpoint").status()).isEqualTo(200);
        for (String other : List.of("officer", "clinician", "backend")) {
            assertThat(server.get(other, PATH).status()).isEqualTo(403);
            assertThat(status(other, "POST", "{}")).isEqualTo(403);
        }
        assertThat(server.get(null, PATH).status()).isEqualTo(401);
        for (String garbage : List.of(
                "", "{}", "[]", "{\"member\":\"0x\",\"epoch\":\"0\",\"treeSize\":\"1\",\"signature\":\"00\"}")) {
            assertThat(status("witness", "POST", garbage)).as(garbage).isEqualTo(400);
        }
        assertThat(status("witness", "POST", "{\"member\":\"" + "x".repeat(5000) + "\"}"))
                .isEqualTo(413);
    }

    /** Signatures that the contract would refuse are not taken. */
    private static void forged(String wanted) throws Exception {
        String size = TestServer.JSON.readTree(wanted).get("treeSize").asText();
        assertThat(status("witness", "POST", attestation(hospitals.get(1).address(), size)))
                .isEqualTo(422);
        assertThat(status("witness", "POST", attestation("0x" + "ab".repeat(20), size)))
                .isEqualTo(422);
        assertThat(status("witness", "POST", attestation(hospitals.get(1).address(), "1" + size)))
                .isEqualTo(409);
        assertThat(status(
                        "witness",
                        "POST",
                        attestation(hospitals.get(1).address(), size).replace("}", ",\"cosignature\":\"x\"}")))
                .isEqualTo(422);
    }

    private static String attestation(String member, String size) {
        return "{\"member\":\"" + member + "\",\"epoch\":\"0\",\"treeSize\":\"" + size + "\",\"signature\":\""
                + "1f".repeat(64) + "\"}";
    }

    private static int status(String client, String method, String body) {
        return server.send(client, method, PATH, body, "application/json").status();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
