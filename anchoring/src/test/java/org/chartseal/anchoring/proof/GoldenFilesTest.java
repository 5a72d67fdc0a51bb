package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

/** Files that every later version must still verify, and that this version still writes byte by byte. */
class GoldenFilesTest {
    @Test
    void proofVerifiesUnderItsTrustFile() throws IOException {
        TrustFile trust = TrustFile.parse(golden("trust.json"));
        ProofFile proof = ProofFile.parse(golden("observation.fhirproof.json"));
        Verification result = new ProofVerifier(trust).verify(proof, golden("observation.json"), null, null);
        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
        ProofFile erased = ProofFile.parse(golden("erased.fhirproof.json"));
        assertThat(new ProofVerifier(trust).verify(erased, null, null, null).verdict())
                .isEqualTo(Verdict.ERASED);
    }

    @Test
    void proofsOfWholePatientsVerify() throws IOException {
        PatientProofVerifier verifier = new PatientProofVerifier(TrustFile.parse(golden("trust.json")));
        for (String name : List.of("patient.fhirproof.json", "absent-patient.fhirproof.json")) {
            Verification result = verifier.verify(PatientProofFile.parse(golden(name)), null, null);
            assertThat(result.findings()).as(name).isEmpty();
            assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
        }
    }

    @Test
    void exportWithAMapIsAudited() throws IOException {
        List<String> lines =
                new String(golden("export-with-map.ndjson"), UTF_8).lines().toList();
        AuditReport report = LogAudit.run(
                TrustFile.parse(golden("trust.json")),
                ExportHeader.parse(lines.get(0)),
                lines.stream().skip(1).map(OpenedLeaf::parse).iterator());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.size()).isEqualTo(11);
    }

    @Test
    void exportIsAudited() throws IOException {
        List<String> lines = new String(golden("export.ndjson"), UTF_8).lines().toList();
        SignedCheckpoint checkpoint = ExportHeader.parse(lines.get(0));
        AuditReport report = LogAudit.run(
                TrustFile.parse(golden("trust.json")),
                checkpoint,
                lines.stream().skip(1).map(OpenedLeaf::parse).iterator());
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.size()).isEqualTo(8);
    }

    @Test
    void writersStillWriteThem() throws IOException {
        for (Golden file : files()) {
            assertThat(new String(golden(file.name()), UTF_8)).as(file.name()).isEqualTo(file.text());
        }
    }

    private record Golden(String name, String text) {}

    private static List<Golden> files() {
        TestProofs hospital = new TestProofs();
        AnchorEvidence anchor = hospital.evidence(Ledger.DEVELOPMENT);
        TestPatients patients = new TestPatients();
        return List.of(
                new Golden("trust.json", TestProofs.trust(Evidence.DEVELOPMENT).json()),
                new Golden("observation.json", hospital.rest(1)),
                new Golden(
                        "observation.fhirproof.json", hospital.proof(1, anchor).json()),
                new Golden(
                        "erased.fhirproof.json",
                        hospital.proof(
                                        6,
                                        hospital.closed(6),
                                        null,
                                        null,
                                        hospital.erasure(TestProofs.AUTHORIZATION),
                                        anchor)
                                .json()),
                new Golden(
                        "patient.fhirproof.json",
                        patients.proof("Patient/mother").json()),
                new Golden(
                        "absent-patient.fhirproof.json",
                        patients.proof("Patient/nobody").json()),
                new Golden("export.ndjson", export(hospital.checkpoint(), hospital.export())),
                new Golden("export-with-map.ndjson", export(patients.hospital.checkpoint(), patients.export())));
    }

    private static String export(SignedCheckpoint checkpoint, List<OpenedLeaf> leaves) {
        StringBuilder export = new StringBuilder(ExportHeader.json(checkpoint)).append('\n');
        leaves.forEach(leaf -> export.append(leaf.json()).append('\n'));
        return export.toString();
    }

    private static byte[] golden(String name) throws IOException {
        return GoldenFilesTest.class.getResourceAsStream(name).readAllBytes();
    }

    /** Writes the files of a new format beside those of the old: give the directory. */
    public static void main(String[] args) throws IOException {
        for (Golden file : files()) {
            Files.writeString(Path.of(args[0], file.name()), file.text());
        }
    }
}
