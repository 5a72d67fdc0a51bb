package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.web.Chromium;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patient of a hospital's size is judged by the command line and by a page in a browser, from two files alone. */
final class BrowserIT {
    private static final String VERDICT = "document.getElementById('result').dataset.verdict";

    private final TestServer server =
            TestServer.shared("patient-proofs", Map.of("chartseal.log.snapshot.interval", "500ms"));

    @TempDir
    private Path directory;

    @Test
    void aWholePatientIsVerifiedWithoutTheServer() throws Exception {
        Assumptions.assumeTrue(Corpus.onePatient().isPresent(), "needs the corpus of patients");
        Corpus.loadOnePatient(server);
        String patient = server.get("backend", "/fhir/Patient?identifier:missing=false&_sort=-_lastUpdated&_count=1")
                .json()
                .at("/entry/0/resource/id")
                .asText();
        String proof = anchored(patient);
        Officer officer = new Officer(server);
        Officer.Report report = officer.verify(proof);
        assertThat(report.exitCode()).as(report.text()).isZero();
        assertThat(report.text()).contains("complete for what the server assigned to this patient");
        Path trust = Files.copy(server.secrets().resolve("trust.json"), directory.resolve("trust.json"));
        assertThat(TrustFile.parse(Files.readAllBytes(trust)).edition()).isEqualTo(1);
        Path file = Files.writeString(directory.resolve("patient.fhirproof.json"), proof);
        Path changed = Files.writeString(
                directory.resolve("changed.fhirproof.json"),
                proof.replaceFirst("\\\\\"status\\\\\":\\\\\"final\\\\\"", "\\\\\"status\\\\\":\\\\\"amended\\\\\""));
        assertThat(Files.readString(changed)).isNotEqualTo(proof);
        try (Chromium browser = Chromium.start()) {
            browser.navigate(page().toUri());
            browser.choose("trust", trust);
            browser.choose("proof", file);
            browser.await(VERDICT + " === 'VERIFIED'");
            assertThat(browser.text("document.getElementById('result').innerText"))
                    .contains("complete for what the server assigned to this patient");
            browser.choose("proof", changed);
            browser.await(VERDICT + " === 'TAMPERED'");
        }
    }

    private Path page() throws IOException {
        try (InputStream page = Objects.requireNonNull(
                Chromium.class.getResourceAsStream("/org/chartseal/anchoring/web/verify.html"))) {
            Path copy = directory.resolve("verify.html");
            Files.copy(page, copy);
            return copy;
        }
    }

    private String anchored(String patient) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            TestServer.Answer answer =
                    server.get("officer", "/fhir/Patient/" + patient + "/$integrity-proof?scope=patient");
            if (answer.status() == 200
                    && !answer.json().get("anchors").isEmpty()
                    && answer.json().get("leaves").size() > 100) {
                return answer.body();
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("No anchored proof of the whole patient within a minute");
    }
}
