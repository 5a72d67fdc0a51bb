package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
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
import org.chartseal.anchoring.evidence.ValidatorSet;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

/** Format 2: what evidence is worth, from files alone. Every verdict here is given without a server or node. */
class EvidenceVerdictTest {
    private static final Set<Evidence> HEADER = EnumSet.of(Evidence.HEADER);
    private static final Set<Evidence> QBFT = EnumSet.of(Evidence.QBFT);
    private static final byte[] OTHER_ROOT = TestLog.sha("another history");

    @Test
    void anArchivedBlockVerifiesFromAFileAndNothingElse() {
        SyntheticBlock block = TestEvidence.block();
        TrustFile trust = TestEvidence.trust(HEADER, TestEvidence.headers(new ArchivedHeader(7, block.hash())));
        Verification result = verify(trust, TestEvidence.proof(TestEvidence.receipt(block)));
        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(result.levels()).extracting(LevelResult::level).containsExactly(Level.values());
        assertThat(level(result, Level.L3))
                .isEqualTo(new LevelResult(
                        Level.L3,
                        Status.PASSED,
                        "anchor 1 in block 7 of 2024-01-02T03:05:00.000Z, whose hash the trust file archives"));
    }

    @Test
    void aBlockThatNobodyArchivedShowsNothingAndOneWithAnotherRootAccuses() {
        SyntheticBlock block = TestEvidence.block();
        SyntheticBlock forked = TestEvidence.block(OTHER_ROOT);
        ProofFile honest = TestEvidence.proof(TestEvidence.receipt(block));
        ProofFile contradicted = TestEvidence.proof(TestEvidence.receipt(block), TestEvidence.receipt(forked));
        for (ArchivedHeader other :
                List.of(new ArchivedHeader(7, TestLog.sha("x")), new ArchivedHeader(8, block.hash()))) {
            TrustFile trust = TestEvidence.trust(HEADER, TestEvidence.headers(other));
            for (ProofFile proof : List.of(honest, contradicted)) {
                Verification result = verify(trust, proof);
                assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                assertThat(result.findings())
                        .extracting(Finding::reason)
                        .containsExactly("nothing that the trust file accepts stands for the anchor: expected header");
                assertThat(level(result, Level.L3).status()).isEqualTo(Status.FAILED);
            }
        }
        TrustFile both = TestEvidence.trust(
                HEADER,
                TestEvidence.headers(new ArchivedHeader(7, block.hash()), new ArchivedHeader(7, forked.hash())));
        assertThat(verify(both, contradicted).verdict()).isEqualTo(Verdict.TAMPERED);
        TrustFile fork = TestEvidence.trust(HEADER, TestEvidence.headers(new ArchivedHeader(7, forked.hash())));
        assertThat(verify(fork, contradicted).findings().get(0).reason())
                .isEqualTo("block 7 has root " + Hex.of(OTHER_ROOT) + " for 8 leaves, the log signed "
                        + Hex.of(TestEvidence.HOSPITAL.checkpoint().checkpoint().root()));
    }

    @Test
    void aQuorumOfPinnedValidatorsVerifiesAndOneLessDoesNot() {
        QbftBlock four = new QbftBlock(0, 4);
        TrustFile trust = TestEvidence.trust(QBFT, TestEvidence.validators(four.from(0, 0)));
        Verification sealed = verify(trust, sealed(four, TestEvidence.block(), 3));
        assertThat(sealed.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(level(sealed, Level.L3).reason()).endsWith(", sealed by 3 of 4 pinned validators");
        Verification short1 = verify(trust, sealed(four, TestEvidence.block(), 2));
        assertThat(short1.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(level(short1, Level.L3).reason())
                .isEqualTo("block 7 is sealed by 2 of 4 pinned validators, expected 3");
        assertThat(verify(trust, sealed(new QbftBlock(60, 4), TestEvidence.block(), 4))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verify(trust, sealed(four, TestEvidence.block(OTHER_ROOT), 3))
                        .verdict())
                .isEqualTo(Verdict.TAMPERED);
        TrustFile archived = TestEvidence.trust(
                HEADER, TestEvidence.headers(new ArchivedHeader(7, four.hash(TestEvidence.block()))));
        assertThat(verify(archived, sealed(four, TestEvidence.block(), 0)).verdict())
                .isEqualTo(Verdict.VERIFIED);
    }

    /** Whoever collects the keys of validators who were followed by others can seal what he likes at old heights. */
    @Test
    void retiredValidatorsCountOnlyForWhatWasThereBefore() throws Exception {
        QbftBlock four = new QbftBlock(0, 4);
        TestAuthority authority = new TestAuthority(TestAuthority.Fault.NONE);
        ValidatorSet next = new QbftBlock(10, 4).from(1000, 1_735_689_600);
        TrustPins pins = new TrustPins(
                Set.of(),
                List.of(),
                List.of(four.from(0, 0), next),
                List.of(),
                0,
                List.of(authority.rootCertificate()),
                List.of());
        TrustFile trust = TestEvidence.trust(QBFT, pins);
        assertThat(verify(trust, sealed(four, TestEvidence.block(), 4)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verify(trust, sealed(four, TestEvidence.block(OTHER_ROOT), 4))
                        .verdict())
                .as("nobody is accused by retired keys")
                .isEqualTo(Verdict.INCONCLUSIVE);
        EvidenceItem before = authority.stamp(TestEvidence.digest(), Instant.parse("2024-12-31T23:59:59Z"));
        EvidenceItem after = authority.stamp(TestEvidence.digest(), Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(verify(trust, sealed(four, TestEvidence.block(), 4, before)).verdict())
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verify(trust, sealed(four, TestEvidence.block(), 4, after)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verify(trust, sealed(four, TestEvidence.block(OTHER_ROOT), 4, before))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void witnessesCountOnceEachAndOnlyForWhatTheySigned() {
        TrustPins two = TestEvidence.witnesses(
                Set.of(), 2, TestEvidence.witness(1), TestEvidence.witness(2), TestEvidence.witness(3));
        TrustFile trust = TestEvidence.trust(EnumSet.of(Evidence.WITNESSES), two);
        ProofFile proof = TestEvidence.proof();
        Verification enough = verify(
                trust,
                TestEvidence.cosigned(
                        proof, TestEvidence.note(TestEvidence.cosignature(3), TestEvidence.cosignature(1))));
        assertThat(enough.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(level(enough, Level.L4))
                .isEqualTo(new LevelResult(Level.L4, Status.PASSED, "witnesses: 2 of 3 cosigned, expected 2"));
        for (ProofFile short1 : List.of(
                proof,
                TestEvidence.cosigned(
                        proof, TestEvidence.note(TestEvidence.cosignature(1), TestEvidence.cosignature(1))),
                TestEvidence.cosigned(
                        proof, TestEvidence.note(TestEvidence.cosignature(1), TestEvidence.cosignature(4))),
                TestEvidence.cosigned(
                        proof, TestEvidence.note(TestEvidence.cosignature(1), TestEvidence.cosignature(2, 5))))) {
            assertThat(verify(trust, short1).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void whatIsRequiredMustBeThereBesideWhatIsAccepted() throws Exception {
        SyntheticBlock block = TestEvidence.block();
        TestAuthority authority = new TestAuthority(TestAuthority.Fault.NONE);
        TrustPins pins = new TrustPins(
                EnumSet.of(Evidence.RFC3161),
                List.of(new ArchivedHeader(7, block.hash())),
                List.of(),
                List.of(),
                0,
                List.of(authority.rootCertificate()),
                List.of());
        TrustFile trust = TestEvidence.trust(HEADER, pins);
        EvidenceItem token = authority.stamp(TestEvidence.digest(), Instant.parse("2024-06-01T00:00:00Z"));
        Verification whole = verify(trust, TestEvidence.proof(token, TestEvidence.receipt(block)));
        assertThat(whole.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(level(whole, Level.L4).reason()).isEqualTo("rfc3161: a token of 2024-06-01T00:00:00.000Z");
        assertThat(verify(trust, TestEvidence.proof(TestEvidence.receipt(block)))
                        .findings())
                .containsExactly(
                        new Finding(Verdict.INCONCLUSIVE, "the trust file requires rfc3161, which is missing"));
        assertThat(verify(trust, TestEvidence.proof(token)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        ProofFile bare = TestEvidence.HOSPITAL.proof(1).withEvidence(List.of());
        assertThat(verify(trust, bare).verdict()).isEqualTo(Verdict.PENDING);
    }

    @Test
    void anArchivedBlockOfBitcoinStandsForATimestamp() {
        byte[] digest = TestEvidence.digest();
        byte[] committed = Sha256.hash(digest, new byte[] {1, 2});
        OpenTimestamp open = new OpenTimestamp(OtsFile.of(
                digest, SyntheticBlock.concat(OtsFile.append(1, 2), new byte[] {0x08}, OtsFile.bitcoin(358_391))));
        TrustFile trust = TestEvidence.trust(
                EnumSet.of(Evidence.OPENTIMESTAMPS),
                TestEvidence.stamps(List.of(), List.of(new BitcoinHeader(358_391, committed, 1_432_827_678))));
        Verification result = verify(trust, TestEvidence.proof(open));
        assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(level(result, Level.L4).reason())
                .isEqualTo("opentimestamps: block 358391 of Bitcoin of 2015-05-28T15:41:18.000Z");
    }

    @Test
    void theFormatsCanBeMixed() {
        SyntheticBlock block = TestEvidence.block();
        TrustFile second = TestEvidence.trust(
                EnumSet.of(Evidence.HEADER, Evidence.DEVELOPMENT),
                TestEvidence.headers(new ArchivedHeader(7, block.hash())));
        ProofFile oldProof = TestEvidence.HOSPITAL.proof(1, TestEvidence.HOSPITAL.evidence(Ledger.DEVELOPMENT));
        Verification development = verify(second, oldProof);
        assertThat(development.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(development.notes()).anyMatch(note -> note.startsWith("DEVELOPMENT EVIDENCE"));
        Verification old = verify(
                TestProofs.trust(Evidence.DEVELOPMENT), oldProof.withEvidence(List.of(TestEvidence.receipt(block))));
        assertThat(old.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(old.levels()).hasSize(5);
        assertThat(verify(TestProofs.trust(Evidence.DEVELOPMENT), oldProof).levels())
                .hasSize(3);
    }

    @Test
    void whatIsNoEvidenceOfFormat2IsRefused() {
        EvidenceItem item = TestEvidence.receipt(TestEvidence.block());
        String json = TestEvidence.proof(item).json();
        String many = TestEvidence.proof(Collections.nCopies(65, item).toArray(new EvidenceItem[0]))
                .json();
        refused(many, "expected at most 64 pieces of evidence, found 65");
        refused(
                json.replace("evm-mpt-receipt/1", "evm-mpt-receipt/2"),
                "proof.evidence: expected no evidence \"evm-mpt-receipt/2\"");
        refused(
                json.replace("\"logIndex\"", "\"extra\":\"\",\"logIndex\""),
                "proof.evidence: expected no field \"extra\"");
        refused(
                json.replaceFirst("\"header\":\"", "\"header\":\"0"),
                "proof.evidence.header: expected 1232 lower-case hex digits, found something else");
        refused(
                json.replaceFirst("\\{\"type\":\"evm-mpt.*?]}", "{\"type\":\"rfc3161/1\",\"token\":\"AB==\"}"),
                "proof.evidence.token: expected padded base64 in its only spelling, found something else");
        refused(json.replace("\"format\":\"2\"", "\"format\":\"1\""), "proof: expected no field \"evidence\"");
    }

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> ProofFile.parse(json.getBytes(UTF_8)))
                .isInstanceOf(ProofFormatException.class)
                .hasMessage(message);
    }

    private static ProofFile sealed(QbftBlock validators, SyntheticBlock block, int count, EvidenceItem... more) {
        validators.sealBy(block, 2, count);
        EvidenceItem[] items = new EvidenceItem[1 + more.length];
        items[0] = TestEvidence.receipt(block);
        System.arraycopy(more, 0, items, 1, more.length);
        return TestEvidence.proof(items);
    }

    private static LevelResult level(Verification result, Level level) {
        return result.levels().stream()
                .filter(one -> one.level() == level)
                .findFirst()
                .orElseThrow();
    }

    /** As both files are read back. */
    private static Verification verify(TrustFile trust, ProofFile proof) {
        TrustFile read = TrustFile.parse(trust.json().getBytes(UTF_8));
        assertThat(read.json()).isEqualTo(trust.json());
        ProofFile same = ProofFile.parse(proof.json().getBytes(UTF_8));
        assertThat(same.json()).isEqualTo(proof.json());
        return new ProofVerifier(read).verify(same, null, null, null);
    }
}
