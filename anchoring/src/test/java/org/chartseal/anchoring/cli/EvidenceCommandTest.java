package org.chartseal.anchoring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on files of format 2. */
class EvidenceCommandTest {
    @TempDir
    private Path directory;

    private String trust;
    private String proof;

    @BeforeEach
    void files() throws IOException {
        trust = golden("trust.json");
        proof = golden("observation.fhirproof.json");
    }

    @Test
    void verifySaysWhatEachLevelFoundAndAsksNobody() {
        assertThat(run(0, "verify", proof, "--trust", trust, "--no-color").lines())
                .startsWith(
                        "VERIFIED",
                        "L0 self-consistent: passed (signed by a pinned key, included, and what is shown fits it)")
                .contains(
                        "L3 offline header: passed (anchor 1 in block 7 of 2024-01-02T03:05:00.000Z, sealed by 3 of 4 pinned validators)",
                        "L4 witnesses and time stamps: passed (witnesses: 2 of 2 cosigned, expected 2)",
                        "L4 witnesses and time stamps: passed (rfc3161: a token of 2024-06-01T00:00:00.000Z)",
                        "L4 witnesses and time stamps: passed (opentimestamps: block 820000 of Bitcoin of 2023-12-10T03:57:24.000Z)");
    }

    @Test
    void explainSaysWhatEvidenceIsInTheFile() {
        assertThat(run(0, "explain", proof).lines())
                .contains("evidence: receipt of transaction 2, log 1, in block 7 of 1704164700 s since 1970")
                .anyMatch(line -> line.startsWith("evidence: time stamp token (RFC 3161) of "))
                .anyMatch(line -> line.startsWith("evidence: OpenTimestamps file of "));
    }

    @Test
    void trustShowsWhatIsPinnedAndWhatIsNew() throws IOException {
        String shown = run(0, "trust", golden("trust-2.json"), "--after", trust);
        assertThat(shown)
                .contains(
                        "block        8 0x",
                        "validators   from block 0: [0x",
                        "of Hospital 1",
                        "quorum       1",
                        "time stamps  SHA-256 ",
                        "bitcoin      block 820000",
                        "required     [RFC3161]",
                        "changed: NEW OR OTHER quorum, to be confirmed",
                        "It is the next edition of the file before.");
    }

    private String run(int exitCode, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = ChartSealCli.commandLine((address, chain) -> {
            throw new AssertionError("expected no node to be asked");
        });
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
        assertThat(command.execute(arguments)).isEqualTo(exitCode);
        return out.toString();
    }

    private String golden(String name) throws IOException {
        byte[] text = EvidenceCommandTest.class
                .getResourceAsStream("/org/chartseal/anchoring/proof/format-2/" + name)
                .readAllBytes();
        Path file = directory.resolve(name);
        Files.writeString(file, new String(text, UTF_8));
        return file.toString();
    }
}
