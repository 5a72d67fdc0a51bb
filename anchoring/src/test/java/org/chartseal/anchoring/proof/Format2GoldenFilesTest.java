package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.evidence.BitcoinHeader;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.OpenTimestamp;
import org.chartseal.anchoring.evidence.OtsFile;
import org.chartseal.anchoring.evidence.QbftBlock;
import org.chartseal.anchoring.evidence.SyntheticBlock;
import org.chartseal.anchoring.evidence.TestAuthority;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of format 2 that every later version must still verify, with evidence of every kind. */
class Format2GoldenFilesTest {
    private static final List<String> PATIENTS = List.of("patient", "absent-patient", "erased-patient");

    @Test
    void theObservationIsVerifiedWithEvidenceOfEveryKind() throws IOException {
        Verification result = new ProofVerifier(TrustFile.parse(golden("trust.json")))
                .verify(ProofFile.parse(golden("observation.fhirproof.json")), null, null, null);
        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(result.levels().subList(3, 7))
                .extracting(LevelResult::status)
                .containsOnly(Status.PASSED);
        Verification later = new ProofVerifier(TrustFile.parse(golden("trust-2.json")))
                .verify(ProofFile.parse(golden("erased.fhirproof.json")), null, null, null);
        assertThat(later.verdict()).isEqualTo(Verdict.ERASED);
        assertThat(later.findings()).hasSize(1);
    }

    @Test
    void wholePatientsAreVerifiedByTheirBlock() throws IOException {
        PatientProofVerifier verifier = new PatientProofVerifier(TrustFile.parse(golden("trust.json")));
        for (String name : PATIENTS) {
            Verification result = verifier.verify(PatientProofFile.parse(golden(name + ".fhirproof.json")), null, null);
            assertThat(result.findings()).as(name).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"observation", "erased", "patient", "absent-patient", "erased-patient"})
    void whatIsReadIsWrittenAgain(String name) throws IOException {
        String text = new String(golden(name + ".fhirproof.json"), UTF_8);
        AnyProofFile file = AnyProofFile.parse(text.getBytes(UTF_8));
        String again = file instanceof ProofFile proof ? proof.json() : ((PatientProofFile) file).json();
        assertThat(again).isEqualTo(text);
    }

    @Test
    void theNextEditionOfTheTrustFileFollows() throws IOException {
        for (String name : List.of("trust.json", "trust-2.json")) {
            assertThat(TrustFile.parse(golden(name)).json()).isEqualTo(new String(golden(name), UTF_8));
        }
        TrustSuccession succession = TrustSuccession.of(golden("trust.json"), golden("trust-2.json"));
        assertThat(succession.refusals()).isEmpty();
        assertThat(succession.changes())
                .hasSize(3)
                .contains("NEW OR OTHER quorum, to be confirmed: {\"quorum\":\"1\"}")
                .contains("NEW OR OTHER required, to be confirmed: {\"required\":[\"rfc3161\"]}");
    }

    private static byte[] golden(String name) throws IOException {
        return Format2GoldenFilesTest.class
                .getResourceAsStream("format-2/" + name)
                .readAllBytes();
    }

    /** Writes the files anew, with a new time stamp authority: give the directory. */
    public static void main(String[] args) throws Exception {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(Path.of(args[0], file.getKey()), file.getValue());
        }
    }

    private static Map<String, String> files() throws Exception {
        QbftBlock validators = new QbftBlock(0, 4);
        SyntheticBlock sealed = validators.sealBy(TestEvidence.block(), 1, 3);
        TestAuthority authority = new TestAuthority(TestAuthority.Fault.NONE);
        byte[] digest = TestEvidence.digest();
        EvidenceItem[] items = {
            TestEvidence.receipt(sealed),
            authority.stamp(digest, Instant.parse("2024-06-01T00:00:00Z")),
            new OpenTimestamp(OtsFile.of(
                    digest, SyntheticBlock.concat(OtsFile.append(1), new byte[] {8}, OtsFile.bitcoin(820_000))))
        };
        TestPatients patients = new TestPatients();
        Checkpoint whole = patients.hospital.checkpoint().checkpoint();
        SyntheticBlock archived = TestEvidence.block(whole.root(), whole.size());
        archived.number = 8;
        TrustPins pins = new TrustPins(
                Set.of(),
                List.of(new ArchivedHeader(8, archived.hash())),
                List.of(validators.from(0, 1_700_000_000)),
                List.of(TestEvidence.witness(1), TestEvidence.witness(2)),
                2,
                List.of(authority.rootCertificate()),
                List.of(new BitcoinHeader(820_000, Sha256.hash(digest, new byte[] {1}), 1_702_180_644)));
        TrustFile first = TestEvidence.trust(EnumSet.of(Evidence.HEADER, Evidence.QBFT), pins);
        TrustPins required = new TrustPins(
                EnumSet.of(Evidence.RFC3161),
                pins.headers(),
                pins.validators(),
                pins.witnesses(),
                1,
                pins.timestampAuthorities(),
                pins.bitcoinHeaders());
        TrustFile second = new TrustFile(
                2,
                Hex.of(Sha256.hash(first.json().getBytes(UTF_8))),
                first.origin(),
                List.of(new LogKey(first.logKeys().get(0).key(), 8L)),
                first.chain(),
                first.evidence(),
                required);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("trust.json", first.json());
        files.put("trust-2.json", second.json());
        files.put(
                "observation.fhirproof.json",
                TestEvidence.cosigned(
                                TestEvidence.proof(items),
                                TestEvidence.note(TestEvidence.cosignature(1), TestEvidence.cosignature(2)))
                        .json());
        TestProofs hospital = TestEvidence.HOSPITAL;
        files.put(
                "erased.fhirproof.json",
                hospital.proof(
                                6,
                                hospital.closed(6),
                                null,
                                null,
                                hospital.erasure(TestProofs.AUTHORIZATION),
                                hospital.evidence(Ledger.NETWORK))
                        .withEvidence(List.of(items))
                        .json());
        List<String> names = List.of("Patient/mother", "Patient/nobody", "Patient/p2");
        for (int i = 0; i < names.size(); i++) {
            files.put(
                    PATIENTS.get(i) + ".fhirproof.json",
                    patients.proof(names.get(i))
                            .withEvidence(List.of(TestEvidence.receipt(archived), items[1], items[2]))
                            .json());
        }
        return files;
    }
}
