package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.proof.ProvenBundle;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.TrustPins;
import org.chartseal.server.evidence.LocalAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * An officer who asks the server for proofs while chain, witnesses and time stamp authority are there, and verifies them
 * when all of these are gone: by the trust file that the server wrote, and a block hash from a node of the officer's own.
 */
@ExtendWith(OutputCaptureExtension.class)
final class EvidenceIT {
    private static final Pattern PUBLISHER = Pattern.compile("cannot be used by publisher (0x[0-9a-f]{40})");

    private static Anvil chain;
    private static LocalAuthority authority;
    private static TestServer server;
    private static String proof;
    private static String patientProof;
    private static String everything;
    private static String first;
    private static Path trust;

    @BeforeAll
    static void proveAndLoseTheNetwork(CapturedOutput output) throws Exception {
        chain = Anvil.start("--block-time", "1", "--chain-id", "20262");
        authority = LocalAuthority.start();
        List<Hospital> hospitals = List.of(Hospital.open("east"), Hospital.open("south"));
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "authority-");
        Map<String, String> settings = new HashMap<>(Map.of(
                "chartseal.chain.rpc-url", chain.uri().toString(),
                "chartseal.chain.confirmations", "1",
                "chartseal.log.snapshot.interval", "0s",
                "chartseal.witnesses.threshold", "2",
                "chartseal.evidence.accepted", "rpc,header,witnesses",
                "chartseal.evidence.required", "rfc3161",
                "chartseal.evidence.quorum", "2",
                "chartseal.evidence.timestamp-interval", "0s"));
        for (int i = 0; i < 2; i++) {
            String member = "chartseal.witnesses.members[" + i + "].";
            settings.put(member + "name", hospitals.get(i).name());
            settings.put(member + "address", hospitals.get(i).address());
            settings.put(member + "vkey", hospitals.get(i).vkey());
        }
        String tsa = "chartseal.evidence.timestamp-authorities[0].";
        settings.put(tsa + "name", "local");
        settings.put(tsa + "uri", authority.uri().toString());
        settings.put(tsa + "certificate", authority.certificateIn(directory).toString());
        server = TestServer.own("evidence", settings);
        String patient = server.createPatient("Shown");
        chain.fund(publisher(output));
        String version = "/fhir/Patient/" + patient + "/$integrity-proof";
        await("evidence of all kinds", () -> {
            hospitals.forEach(hospital -> hospital.look(server));
            TestServer.Answer answer = server.get("officer", version);
            return answer.status() == 200
                    && isWhole(answer.body())
                    && server.get("officer", version + "?scope=patient").status() == 200
                    && isWhole(server.get("officer", version + "?scope=patient").body());
        });
        proof = server.get("officer", version).body();
        patientProof = server.get("officer", version + "?scope=patient").body();
        everything = server.get("officer", "/fhir/Patient/" + patient + "/$everything?_proof=true")
                .body();
        first = server.get("officer", version + "?format=1").body();
        assertThat(server.get("officer", version + "?format=3").status()).isEqualTo(400);
        assertThat(server.get("officer", version + "?form=tlog-proof&format=2").status())
                .isEqualTo(400);
        assertThat(server.get("officer", version + "?form=tlog-proof").body())
                .contains("\u2014 witness.east.example ", "\u2014 witness.south.example ");
        trust = withArchivedBlocks(proof, patientProof);
        chain.close();
        authority.close();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (chain != null) {
            chain.close();
        }
        if (authority != null) {
            authority.close();
        }
    }

    @Test
    void aVersionIsVerifiedWithoutAnyNetwork() {
        Officer.Report report = verify(proof);
        assertThat(report.text())
                .startsWith("VERIFIED")
                .contains("L2 RPC node: not checked")
                .containsPattern(
                        "L3 [^:]+: passed \\(anchor \\d+ in block \\d+ of .*, whose hash the trust file archives\\)")
                .contains("witnesses: 2 of 2 cosigned, expected 2", "rfc3161: a token of ");
        assertThat(report.exitCode()).isZero();
    }

    @Test
    void aWholePatientIsVerifiedWithoutAnyNetwork() {
        for (String file : List.of(patientProof, everything)) {
            Officer.Report report = verify(file);
            assertThat(report.text()).startsWith("VERIFIED").contains("witnesses: 2 of 2 cosigned, expected 2");
            assertThat(report.exitCode()).isZero();
        }
        assertThat(ProvenBundle.parse(everything.getBytes(StandardCharsets.UTF_8))
                        .proof()
                        .evidence())
                .hasSize(2);
    }

    @Test
    void theServersTrustFilePinsWitnessesAndAuthorities() throws Exception {
        TrustFile written = TrustFile.parse(Files.readAllBytes(server.secrets().resolve("trust.json")));
        assertThat(written.edition()).isEqualTo(1);
        TrustPins pins = java.util.Objects.requireNonNull(written.pins());
        assertThat(pins.quorum()).isEqualTo(2);
        assertThat(pins.timestampAuthorities()).singleElement().isEqualTo(authority.certificate());
        // Alone it vouches for no block: the witnesses stand for the anchor.
        assertThat(new Officer(server).verify(proof).text())
                .startsWith("VERIFIED")
                .contains("the trust file pins no blocks and no validators");
    }

    @Test
    void whoAsksForFormat1GetsIt() {
        assertThat(first).startsWith("{\"format\":\"1\"").doesNotContain("\"evidence\"");
        Officer.Report report = verify(first);
        assertThat(report.text()).startsWith("INCONCLUSIVE").contains("the trust file requires rfc3161");
    }

    @Test
    void changedEvidenceStandsForNothing() throws Exception {
        JsonNode file = TestServer.JSON.readTree(proof);
        for (int i = 0; i < file.get("evidence").size(); i++) {
            JsonNode item = file.get("evidence").get(i);
            for (String field : List.of("header", "receipt", "token")) {
                if (item.has(field)) {
                    ObjectNode changed = file.deepCopy();
                    ((ObjectNode) changed.get("evidence").get(i))
                            .put(field, flipped(field, item.get(field).asText()));
                    Officer.Report report = verify(changed.toString());
                    String level = field.equals("token") ? "rfc3161: the token is" : "L3 ";
                    assertThat(report.text()).as(field).contains(level).containsPattern("L[34] [^:]+: failed");
                    assertThat(report.text().startsWith("VERIFIED"))
                            .as(field + " " + report.text())
                            .isEqualTo(!field.equals("token"));
                }
            }
        }
        String line = file.get("checkpoint").asText();
        ObjectNode alone = file.deepCopy();
        alone.put("checkpoint", line.substring(0, line.indexOf("\u2014 witness.south")));
        assertThat(verify(alone.toString()).text()).contains("witnesses: 1 of 2 cosigned, expected 2");
    }

    /** One bit in the middle. */
    private static String flipped(String field, String text) {
        boolean base64 = field.equals("token");
        byte[] bytes =
                base64 ? Base64.getDecoder().decode(text) : HexFormat.of().parseHex(text);
        bytes[bytes.length / 2] ^= 1;
        return base64
                ? Base64.getEncoder().encodeToString(bytes)
                : HexFormat.of().formatHex(bytes);
    }

    private static Officer.Report verify(String file) {
        try {
            Path written = Files.createTempFile(server.secrets(), "proof", ".fhirproof.json");
            Files.writeString(written, file);
            return Officer.run(List.of("verify", written.toString(), "--trust", trust.toString()));
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static boolean isWhole(String file) {
        return file.startsWith("{\"format\":\"2\"")
                && file.contains("evm-mpt-receipt/1")
                && file.contains("rfc3161/1")
                && file.contains("\u2014 witness.east.example ")
                && file.contains("\u2014 witness.south.example ");
    }

    /** What the officer makes of the server's trust file: with the blocks' hashes as the officer's own node has them. */
    private static Path withArchivedBlocks(String... files) throws Exception {
        Path written = server.secrets().resolve("trust.json");
        TrustFile served = TrustFile.parse(Files.readAllBytes(written));
        List<ArchivedHeader> headers = new ArrayList<>();
        for (String file : files) {
            long number = TestServer.JSON
                    .readTree(file)
                    .get("anchors")
                    .get(0)
                    .get("blockNumber")
                    .asLong();
            String hash = chain.rpc("eth_getBlockByNumber", "\"0x" + Long.toHexString(number) + "\"", "false")
                    .get("hash")
                    .asText();
            headers.add(new ArchivedHeader(number, HexFormat.of().parseHex(hash.substring(2))));
        }
        TrustPins pins = java.util.Objects.requireNonNull(served.pins());
        TrustFile archived = served.withPins(
                served.evidence(),
                new TrustPins(
                        pins.required(),
                        headers,
                        pins.validators(),
                        pins.witnesses(),
                        pins.quorum(),
                        pins.timestampAuthorities(),
                        pins.bitcoinHeaders()));
        return Files.writeString(server.secrets().resolve("archived.json"), archived.json());
    }

    private static String publisher(CapturedOutput output) throws Exception {
        String[] found = new String[1];
        await("the publisher's address", () -> {
            Matcher said = PUBLISHER.matcher(output.getAll());
            found[0] = said.find() ? said.group(1) : null;
            return found[0] != null;
        });
        return found[0];
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
