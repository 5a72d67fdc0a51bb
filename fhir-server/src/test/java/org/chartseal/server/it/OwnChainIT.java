package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.anchoring.chain.Anvil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A chain of one's own, set up as docs/operations.md says, on a real node; and officers who ask that node, another one
 * and none.
 */
@ExtendWith(OutputCaptureExtension.class)
final class OwnChainIT {
    private static final Pattern PUBLISHER = Pattern.compile("cannot be used by publisher (0x[0-9a-f]{40})");

    private static Anvil chain;
    private static TestServer server;
    private static Officer officer;
    private static String proof;

    @BeforeAll
    static void anchorOneRecord(CapturedOutput output) throws Exception {
        chain = Anvil.start("--block-time", "1", "--chain-id", "20261");
        server = TestServer.own(
                "chain",
                Map.of("chartseal.chain.rpc-url", chain.uri().toString(), "chartseal.chain.confirmations", "2"));
        officer = new Officer(server);
        String patient = server.createPatient("Anchored");
        chain.fund(publisher(output));
        proof = officer.anchoredProof("/fhir/Patient/" + patient + "/$integrity-proof");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (chain != null) {
            chain.close();
        }
    }

    @Test
    void anOfficerWhoAsksTheChainGetsVerified() throws IOException {
        Officer.Report report = officer.verify(proof, with("--rpc", chain.uri().toString()));
        assertThat(report.text())
                .startsWith("VERIFIED")
                .contains("L0 self-consistent: passed", "L1 server: passed", "L2 RPC node: passed (anchor ")
                .doesNotContain("DEVELOPMENT");
        assertThat(report.exitCode()).isZero();
        assertThat(Files.readString(server.secrets().resolve("trust.json")))
                .contains("\"chainId\":\"20261\"", "\"evidence\":[\"rpc\"]");
    }

    @Test
    void aClaimThatNobodyConfirmedIsNotVerified() {
        Officer.Report report = officer.verify(proof, officer.online());
        assertThat(report.text()).startsWith("INCONCLUSIVE").contains("L2 RPC node: not checked");
        assertThat(report.exitCode()).isEqualTo(14);
    }

    @Test
    void aNodeThatDoesNotHaveTheContractIsNotVerified() throws Exception {
        try (Anvil other = Anvil.start("--chain-id", "20261")) {
            Officer.Report report =
                    officer.verify(proof, with("--rpc", other.uri().toString()));
            assertThat(report.text()).startsWith("INCONCLUSIVE").contains("L2 RPC node: failed");
            assertThat(report.exitCode()).isEqualTo(14);
            assertThat(other.rpc("eth_blockNumber").asText()).isEqualTo("0x0");
        }
    }

    @Test
    void aNodeThatIsGoneIsNotVerified() {
        Officer.Report report = officer.verify(proof, with("--rpc", "http://127.0.0.1:1"));
        assertThat(report.text()).startsWith("INCONCLUSIVE").contains("L2 RPC node: not checked (no answer");
        assertThat(report.exitCode()).isEqualTo(14);
    }

    @Test
    void theLogIsAuditedAsAnyOther() {
        Officer.Report audit = officer.audit();
        assertThat(audit.text()).startsWith("VERIFIED");
        assertThat(audit.exitCode()).isZero();
    }

    private static String[] with(String option, String value) {
        String[] online = officer.online();
        String[] all = java.util.Arrays.copyOf(online, online.length + 2);
        all[online.length] = option;
        all[online.length + 1] = value;
        return all;
    }

    /** As the operator learns it, from the server's log. */
    private static String publisher(CapturedOutput output) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < deadline) {
            Matcher said = PUBLISHER.matcher(output.getAll());
            if (said.find()) {
                return said.group(1);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Expected the publisher's address in the log, found:\n" + output.getAll());
    }
}
