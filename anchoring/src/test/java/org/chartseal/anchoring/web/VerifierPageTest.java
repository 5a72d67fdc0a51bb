package org.chartseal.anchoring.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chartseal.anchoring.cli.CommandLineVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-contained page, opened from a file. */
class VerifierPageTest {
    private static final Path PAGE = NodeVerifier.file("/org/chartseal/anchoring/web/verify.html");
    private static final String GOLDEN = "/org/chartseal/anchoring/proof/";
    private static final String VERDICT = "document.getElementById('result').dataset.verdict";

    @TempDir
    private Path directory;

    @Test
    void thePageIsWhatTheGeneratorMakes() throws IOException {
        assertThat(Files.readString(PAGE)).isEqualTo(VerifierPage.of(PAGE.getParent()));
    }

    @Test
    void thePageCanReachNothing() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains("content=\"default-src 'none'; script-src 'sha256-");
        assertThat(page)
                .doesNotContain(
                        "JSON.parse", "innerHTML", "eval(", "fetch(", "XMLHttpRequest", "src=", "href=", "url(");
    }

    @Test
    void aPersonSeesTheVerdictTheCommandLineGives() throws Exception {
        Path trust = NodeVerifier.file(GOLDEN + "trust.json");
        Path proof = NodeVerifier.file(GOLDEN + "observation.fhirproof.json");
        Path patient = NodeVerifier.file(GOLDEN + "patient.fhirproof.json");
        Path copy = NodeVerifier.file(GOLDEN + "observation.json");
        Path tampered = directory.resolve("tampered.json");
        Files.writeString(tampered, Files.readString(proof).replace("107.50", "170.50"));
        Path draft = NodeVerifier.file(GOLDEN + "draft/observation.fhirproof.json");
        Path screenshots = Files.createDirectories(Path.of("target", "screenshots"));
        try (Chromium browser = Chromium.start()) {
            browser.navigate(PAGE.toUri());
            browser.choose("trust", trust);
            browser.choose("proof", proof);
            browser.await(VERDICT + " === 'VERIFIED'");
            assertThat(browser.text("document.querySelector('#result h2').textContent"))
                    .isEqualTo("VERIFIED");
            assertThat(browser.text("document.getElementById('result').dataset.json"))
                    .isEqualTo(CommandLineVerdict.of(Files.readAllBytes(trust), Files.readAllBytes(proof), null));
            assertThat(browser.text("document.getElementById('result').innerText"))
                    .contains("107.50", "DEVELOPMENT EVIDENCE", "Patient/p1");
            browser.screenshot(screenshots.resolve("verified.png"));
            browser.choose("copy", copy);
            browser.await(VERDICT + " === 'VERIFIED'");
            browser.choose("proof", tampered);
            browser.await(VERDICT + " === 'TAMPERED'");
            browser.dark(true);
            browser.screenshot(screenshots.resolve("tampered.png"));
            browser.choose("proof", draft);
            browser.await(VERDICT + " === 'REFUSED'");
            assertThat(browser.text("document.getElementById('result').innerText"))
                    .contains("proof.format: expected \"1\", found something else");
            browser.navigate(PAGE.toUri());
            browser.choose("trust", trust);
            browser.choose("proof", patient);
            browser.await(VERDICT + " === 'VERIFIED'");
            browser.screenshot(screenshots.resolve("patient.png"));
        }
    }

    @Test
    void wordsOfTheFileAreNeverMarkup() throws Exception {
        byte[] proof = Files.readAllBytes(NodeVerifier.file(GOLDEN + "observation.fhirproof.json"));
        String hostile =
                new String(proof, UTF_8).replace("107.50", "\\\"<img src=x onerror=document.title='owned'>\\\"");
        Path file = directory.resolve("hostile.json");
        Files.writeString(file, hostile);
        try (Chromium browser = Chromium.start()) {
            browser.navigate(PAGE.toUri());
            browser.choose("trust", NodeVerifier.file(GOLDEN + "trust.json"));
            browser.choose("proof", file);
            browser.await(VERDICT + " === 'TAMPERED'");
            assertThat(browser.text("document.getElementById('result').innerText"))
                    .contains("<img src=x");
            assertThat(browser.text("document.title")).isEqualTo("ChartSeal verifier");
            assertThat(browser.text("document.images.length")).isEqualTo("0");
        }
    }
}
