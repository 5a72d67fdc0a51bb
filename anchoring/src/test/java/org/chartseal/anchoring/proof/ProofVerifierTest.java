package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.CheckpointVerifier;
import org.chartseal.anchoring.log.LeafExtension;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofVerifierTest {
    private final TestProofs hospital = new TestProofs();
    private final AnchorReader node = TestProofs.node(TestProofs.CHAIN, hospital.anchor());
    private final AnchorEvidence network = hospital.evidence(Ledger.NETWORK);

    @Test
    void verifiedWhenANodeConfirmsTheAnchor() {
        for (long index : List.of(0L, 1L, 2L, 3L, 4L, 5L, 7L)) {
            Verification result = verify(hospital.proof(index, network), null, hospital, node);
            assertThat(result.findings()).isEmpty();
            assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
            assertThat(result.levels()).extracting(LevelResult::status).containsOnly(Status.PASSED);
            assertThat(result.notes()).isEmpty();
        }
    }

    @Test
    void otherPatientsStayHidden() {
        LeafOpening opening = hospital.open(3, "Patient/mother");
        ProofFile proof = hospital.proof(3, opening, hospital.content(3), hospital.meta(3), null, network);
        assertThat(verify(proof, null, null, node).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void developmentEvidenceCountsOnlyWhereAcceptedAndIsCalledThat() {
        ProofFile proof = hospital.proof(1, hospital.evidence(Ledger.DEVELOPMENT));
        Verification accepted =
                new ProofVerifier(TestProofs.trust(Evidence.DEVELOPMENT)).verify(proof, null, null, null);
        assertThat(accepted.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(accepted.notes()).singleElement().asString().contains("no evidence against the operator");
        assertThat(verify(proof, null, null, null).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        Verification asNetwork = new ProofVerifier(TestProofs.trust(Evidence.DEVELOPMENT))
                .verify(hospital.proof(1, network), null, null, null);
        assertThat(asNetwork.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void pendingWithoutAnAnchor() {
        assertThat(verify(hospital.proof(1), null, null, null).verdict()).isEqualTo(Verdict.PENDING);
        Verification asked = verify(hospital.proof(1), null, null, TestProofs.node(TestProofs.CHAIN));
        assertThat(asked.verdict()).isEqualTo(Verdict.PENDING);
    }

    @Test
    void everyChangeOfTheContentIsTampering() {
        String content = hospital.content(1);
        for (String changed : List.of(
                content.replace("107.50", "107.5"), content.replace("Patient/p1", "Patient/p9"), content + " ", "{}")) {
            ProofFile proof = hospital.proof(1, hospital.open(1), changed, hospital.meta(1), null, network);
            assertThat(verify(proof, null, null, node).verdict()).isEqualTo(Verdict.TAMPERED);
        }
        ProofFile meta = hospital.proof(1, hospital.open(1), content, "{\"security\":[]}", null, network);
        assertThat(verify(meta, null, null, node).verdict()).isEqualTo(Verdict.TAMPERED);
        ProofFile noMeta = hospital.proof(1, hospital.open(1), content, null, null, network);
        assertThat(verify(noMeta, null, null, node).verdict()).isEqualTo(Verdict.TAMPERED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "107.50|107.51",
                "107.50|107.5",
                "\"versionId\":\"1\"|\"versionId\":\"2\"",
                "04:05.678Z|04:05.679Z",
                "\"code\":\"N\"|\"code\":\"R\"",
                "\"id\":\"o1\"|\"id\":\"o9\"",
                "Observation|Condition",
                "Patient/p1|Patient/p2",
            })
    void everyChangeOfACopyIsTampering(String from, String to) {
        String copy = hospital.rest(1);
        assertThat(copy).contains(from);
        ProofFile proof = hospital.proof(1, network);
        assertThat(verify(proof, copy.getBytes(UTF_8), null, node).verdict()).isEqualTo(Verdict.VERIFIED);
        byte[] changed = copy.replace(from, to).getBytes(UTF_8);
        assertThat(verify(proof, changed, null, node).verdict()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void copyMayBeWrittenInAnotherWay() {
        String copy = hospital.rest(1)
                .replace("{\"resourceType\":\"Observation\",\"id\":\"o1\",", "{ \"id\":\"\\u006f1\",\n")
                .replaceAll("}$", ",\"resourceType\":\"Observation\"}")
                .replace("05.678Z", "05.678+00:00");
        assertThat(verify(hospital.proof(1, network), copy.getBytes(UTF_8), null, node)
                        .verdict())
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void summaryIsNotVerifiableAndNonsenseIsRefused() {
        String summary = hospital.rest(1).replace("\"code\":\"N\"", "\"code\":\"SUBSETTED\"");
        assertThat(verify(hospital.proof(1, network), summary.getBytes(UTF_8), null, node)
                        .verdict())
                .isEqualTo(Verdict.NOT_VERIFIABLE);
        assertThatThrownBy(() -> verify(hospital.proof(1), "x".getBytes(UTF_8), null, null))
                .isInstanceOf(ProofFormatException.class);
    }

    @Test
    void closedLeafIsWithheldOrErased() {
        ProofFile closed = hospital.proof(6, hospital.closed(6), null, null, null, network);
        assertThat(verify(closed, null, null, node).verdict()).isEqualTo(Verdict.WITHHELD);
        ProofFile erased =
                hospital.proof(6, hospital.closed(6), null, null, hospital.erasure(TestProofs.AUTHORIZATION), network);
        assertThat(verify(erased, null, null, node).verdict()).isEqualTo(Verdict.ERASED);
        ProofFile forged =
                hospital.proof(6, hospital.closed(6), null, null, hospital.erasure("{\"reason\":\"none\"}"), network);
        assertThat(verify(forged, null, null, node).verdict()).isEqualTo(Verdict.WITHHELD);
        ProofFile another =
                hospital.proof(1, hospital.closed(1), null, null, hospital.erasure(TestProofs.AUTHORIZATION), network);
        assertThat(verify(another, null, null, node).verdict()).isEqualTo(Verdict.WITHHELD);
    }

    @Test
    void unknownFormatsAreNotVerifiable() {
        String json = TestProofs.observation("o3", "p1", 1, "1");
        LeafWrite write = TestLog.version("Observation", "o3", 1, json);
        LeafWrite critical = new LeafWrite(
                write.kind(),
                write.canonId(),
                write.subjectRuleId(),
                write.origin(),
                write.type(),
                write.id(),
                write.versionId(),
                write.lastUpdatedMs(),
                write.contentHash(),
                write.metaHash(),
                write.authHash(),
                List.of(new LeafExtension(0x8000, new byte[1])));
        hospital.store.enqueue(critical, TestLog.w(critical), List.of(), null);
        TestLog.sequencer(hospital.store).sequence(1);
        ProofFile proof = hospital.proof(8, hospital.open(8), json, null, null);
        assertThat(verify(proof, null, null, null).verdict()).isEqualTo(Verdict.NOT_VERIFIABLE);
    }

    @Test
    void subjectsAreRecomputed() {
        String json = TestProofs.observation("o3", "p1", 1, "1");
        LeafWrite write = TestLog.version("Observation", "o3", 1, json);
        hospital.store.enqueue(write, TestLog.w(write), List.of("Patient/p2"), null);
        LeafWrite none = TestLog.version("Observation", "o4", 1, json.replace("o3", "o4"));
        hospital.store.enqueue(none, TestLog.w(none), List.of(), null);
        TestLog.sequencer(hospital.store).sequence(2);
        String content = json.replaceAll("\"meta\":\\{.*?]},", "");
        String canonical = new String(Canonicalizer.canonicalizeObject(content.getBytes(UTF_8)), UTF_8);
        ProofFile wrong = hospital.proof(8, hospital.open(8), canonical, hospital.meta(1), null);
        assertThat(verify(wrong, null, null, null).findings())
                .extracting(Finding::reason)
                .contains(
                        "the leaf names a subject that the content does not name",
                        "the content names 1 subjects the leaf does not show, but it hides only 0");
        ProofFile missing = hospital.proof(9, hospital.open(9), canonical.replace("o3", "o4"), hospital.meta(1), null);
        assertThat(verify(missing, null, null, null).verdict()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void nobodyIsFramedByAFileOfOnesOwnMaking() {
        CheckpointSigner thief = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("thief"));
        SignedCheckpoint forged = thief.sign(hospital.checkpoint().checkpoint());
        ProofFile proof = hospital.proof(1, network);
        ProofFile signed = new ProofFile(
                1, proof.leaf(), "{}", null, proof.treeSize(), proof.path(), forged.text(), proof.anchors(), null);
        assertThat(verify(signed, null, null, node).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        ProofFile moved = new ProofFile(
                2, proof.leaf(), "{}", null, proof.treeSize(), proof.path(), proof.checkpoint(), proof.anchors(), null);
        assertThat(verify(moved, null, null, node).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        ProofFile garbled = new ProofFile(1, proof.leaf(), "{}", null, 8, proof.path(), "x", proof.anchors(), null);
        assertThat(verify(garbled, null, null, node).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whoeverLeavesTheContentOutFramesNobody() {
        ProofFile rest = hospital.proof(1, hospital.open(1), null, hospital.meta(1), null, network);
        assertThat(verify(rest, null, null, node).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        ProofFile other = hospital.proof(1, hospital.open(1), null, "{\"tag\":[]}", null, network);
        assertThat(verify(other, null, null, node).verdict()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void contentThatNoLeafVouchesForIsCalledThat() {
        ProofFile shown =
                hospital.proof(6, hospital.closed(6), "{}", null, hospital.erasure(TestProofs.AUTHORIZATION), network);
        assertThat(verify(shown, null, null, node).findings())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.ERASED, Verdict.INCONCLUSIVE);
    }

    @Test
    void aPinnedKeyThatIsNoPointOfTheCurveSignedNothing() {
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        TrustFile trust = new TrustFile(
                TestLog.ORIGIN,
                List.of(new CheckpointVerifier(TestLog.ORIGIN, noPoint)),
                TestProofs.CHAIN,
                Set.of(Evidence.DEVELOPMENT));
        SignedCheckpoint signed = hospital.checkpoint();
        byte[] id = HexFormat.of()
                .parseHex(new CheckpointVerifier(TestLog.ORIGIN, noPoint).vkey().split("\\+", -1)[1]);
        NoteSignature line =
                new NoteSignature(TestLog.ORIGIN, id, signed.signatures().get(0).signature());
        assertThat(trust.signed(new SignedCheckpoint(signed.checkpoint(), List.of(line))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-02T03:04:05.6789Z,VERIFIED",
        "2024-01-02T17:04:05.678+14:00,VERIFIED",
        "2024-01-02T17:05:05.678+14:01,TAMPERED",
        "2024-01-02t03:04:05.678z,TAMPERED",
        "2024-01-02T03:04:05.678,TAMPERED",
        "2024-02-30T03:04:05.678Z,TAMPERED",
        "2024-01-02T03:04Z,TAMPERED",
    })
    void onlyTheSameInstantInFhirsFormIsTheLeafs(String lastUpdated, Verdict verdict) {
        byte[] copy = hospital.rest(1).replace(TestLog.TIME, lastUpdated).getBytes(UTF_8);
        assertThat(verify(hospital.proof(1, network), copy, null, node).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void fileWithoutContentNeedsACopy() {
        ProofFile proof = hospital.proof(1, hospital.open(1), null, null, null, network);
        assertThat(verify(proof, null, null, node).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verify(proof, hospital.rest(1).getBytes(UTF_8), null, node).verdict())
                .isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void chainOutranksTheFile() {
        ProofFile proof = hospital.proof(1, network);
        Anchor anchor = hospital.anchor();
        ChainIdentity other = new ChainIdentity(
                1, TestProofs.CHAIN.genesisHash(), TestProofs.CHAIN.contract(), TestProofs.CHAIN.codeHash(), "0x");
        assertThat(verify(proof, null, null, TestProofs.node(other, anchor)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verify(proof, null, null, TestProofs.node(null))
                        .levels()
                        .get(2)
                        .status())
                .isEqualTo(Status.NOT_CHECKED);
        assertThat(verify(proof, null, null, TestProofs.node(TestProofs.CHAIN)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        Anchor larger = anchored(9, anchor.root());
        assertThat(verify(proof, null, null, TestProofs.node(TestProofs.CHAIN, larger))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        Anchor fork = anchored(8, "00".repeat(32));
        assertThat(verify(proof, null, null, TestProofs.node(TestProofs.CHAIN, fork))
                        .verdict())
                .isEqualTo(Verdict.TAMPERED);
    }

    private static Anchor anchored(long size, String root) {
        return new Anchor(1, size, root, 7, "0x" + "55".repeat(32), 0, "0x" + "66".repeat(32));
    }

    /** Judges the file as it is read back, with a node as the evidence asked for. */
    static Verification verify(ProofFile proof, byte[] copy, LogServer server, AnchorReader node) {
        ProofFile read = ProofFile.parse(proof.json().getBytes(UTF_8));
        return new ProofVerifier(TestProofs.trust(Evidence.RPC)).verify(read, copy, server, node);
    }
}
