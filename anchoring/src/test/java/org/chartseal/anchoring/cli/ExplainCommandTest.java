package org.chartseal.anchoring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chartseal.anchoring.canonical.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {
    @TempDir
    private Path directory;

    @Test
    void saysWhatIsInAProofOfOneLeafAndThatNothingWasChecked() throws IOException {
        String said = explain(golden("observation.fhirproof.json"), 0);
        assertThat(said.lines())
                .startsWith(Explanation.NOTICE, "file: proof of one leaf", "leaf: 1", "kind: version")
                .contains(
                        "resource: Observation/o1, version 1",
                        "written: 2024-01-02T03:04:05.678Z by the server's clock",
                        "subject: about Patient/p1, number 1 of that chain",
                        "tree: 8 leaves",
                        "log: hospital.example/fhirlog/test",
                        "signature in the name of: hospital.example/fhirlog/test");
        assertThat(said).contains("anchor: development chain 1337, contract 0x2222");
    }

    @Test
    void saysWhatIsHiddenAndErased() throws IOException {
        assertThat(explain(golden("erased.fhirproof.json"), 0).lines())
                .contains("what was written: hidden", "content: not shown")
                .anyMatch(line -> line.startsWith("erasure: by leaf 7, authorised by {"));
        assertThat(explain(golden("patient.fhirproof.json"), 0).lines())
                .contains("file: proof of the whole patient Patient/mother", "leaves shown: 4");
    }

    @Test
    void controlCharactersOfTheFileAreCleaned() throws IOException {
        String hostile = golden("erased.fhirproof.json").replace("GDPR 17", "\\u001b[2J\\u202e\\n\\u009b1m");
        for (String[] options : new String[][] {{}, {"--json"}}) {
            assertThat(explain(hostile, 0, options)).contains("?[2J???1m").doesNotContain("\u001b", "\u202e", "\u009b");
        }
    }

    @Test
    void jsonHasTheNoticeFirst() throws IOException {
        String said = explain(golden("absent-patient.fhirproof.json"), 0, "--json");
        assertThat(said).startsWith("{\"notice\":\"" + Explanation.NOTICE + "\",\"lines\":[{\"what\":\"file\"");
        assertThat(JsonReader.readObject(said.trim().getBytes(UTF_8)).text("notice"))
                .isEqualTo(Explanation.NOTICE);
    }

    @Test
    void whatIsNoProofIsRefused() throws IOException {
        assertThat(explain("{}", 2)).isEmpty();
    }

    private String explain(String proof, int exitCode, String... options) throws IOException {
        Path file = directory.resolve("proof.json");
        Files.writeString(file, proof);
        StringWriter out = new StringWriter();
        CommandLine command = ChartSealCli.commandLine((address, chain) -> {
            throw new AssertionError("expected no node to be asked");
        });
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
        String[] arguments = new String[2 + options.length];
        arguments[0] = "explain";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        assertThat(command.execute(arguments)).isEqualTo(exitCode);
        return out.toString();
    }

    private static String golden(String name) throws IOException {
        return new String(
                ExplainCommandTest.class
                        .getResourceAsStream("/org/chartseal/anchoring/proof/" + name)
                        .readAllBytes(),
                UTF_8);
    }
}
