package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

/** Files that every later version must still verify, and that this version still writes byte by byte. */
class GoldenFilesTest {
    private static final String SPEC = ",\"spec\":\"[0-9a-f]{64}\"";

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

    /** The observation's checkpoint has 8 leaves, the patient's 11. */
    @Test
    void aRetiredKeyCountsOnlyUpToItsLastSize() throws IOException {
        TrustFile trust = TrustFile.parse(golden("trust-2.json"));
        ProofFile covered = ProofFile.parse(golden("observation.fhirproof.json"));
        assertThat(new ProofVerifier(trust).verify(covered, null, null, null).verdict())
                .isEqualTo(Verdict.VERIFIED);
        PatientProofFile later = PatientProofFile.parse(golden("patient.fhirproof.json"));
        Verification result = new PatientProofVerifier(trust).verify(later, null, null);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.findings())
                .extracting(Finding::reason)
                .containsExactly(
                        "not authenticated: the snapshot is in the tree, but no pinned key signed the checkpoint");
    }

    @Test
    void proofsOfWholePatientsVerify() throws IOException {
        PatientProofVerifier verifier = new PatientProofVerifier(TrustFile.parse(golden("trust.json")));
        for (String name :
                List.of("patient.fhirproof.json", "absent-patient.fhirproof.json", "erased-patient.fhirproof.json")) {
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
            // A later wording of the specification is no other format: the digest alone may differ.
            String golden = new String(golden(file.name()), UTF_8).replaceAll(SPEC, "");
            assertThat(golden).as(file.name()).isEqualTo(file.text().replaceAll(SPEC, ""));
        }
    }

    @Test
    void draftsAreRefused() throws IOException {
        for (String name : List.of("observation.fhirproof.json", "patient.fhirproof.json")) {
            byte[] draft = golden("draft/" + name);
            assertThatThrownBy(() -> AnyProofFile.parse(draft))
                    .isInstanceOf(ProofFormatException.class)
                    .hasMessage("proof.format: expected \"1\", found something else");
        }
        byte[] trust = golden("draft/trust.json");
        assertThatThrownBy(() -> TrustFile.parse(trust))
                .isInstanceOf(ProofFormatException.class)
                .hasMessage("trust.format: expected \"1\", found something else");
    }

    private record Golden(String name, String text) {}

    private static List<Golden> files() {
        TestProofs hospital = new TestProofs();
        AnchorEvidence anchor = hospital.evidence(Ledger.DEVELOPMENT);
        TestPatients patients = new TestPatients();
        return List.of(
                new Golden("trust.json", TestProofs.trust(Evidence.DEVELOPMENT).json()),
                new Golden("trust-2.json", secondEdition()),
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
                new Golden(
                        "erased-patient.fhirproof.json",
                        patients.proof("Patient/p2").json()),
                new Golden("export.ndjson", export(hospital.checkpoint(), hospital.export())),
                new Golden("export-with-map.ndjson", export(patients.hospital.checkpoint(), patients.export())));
    }

    /** The key retired at the size of the golden checkpoints, and another key in use. */
    private static String secondEdition() {
        TrustFile first = TestProofs.trust(Evidence.DEVELOPMENT);
        CheckpointSigner next = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("next key"));
        return new TrustFile(
                        2,
                        Hex.of(Sha256.hash(first.json().getBytes(UTF_8))),
                        first.origin(),
                        List.of(new LogKey(TestLog.SIGNER.verifier(), 8L), new LogKey(next.verifier(), null)),
                        first.chain(),
                        first.evidence())
                .json();
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
