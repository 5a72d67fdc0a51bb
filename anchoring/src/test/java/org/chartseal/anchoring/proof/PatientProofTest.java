package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.map.MapHead;
import org.chartseal.anchoring.map.MapProof;
import org.chartseal.anchoring.map.PresenceProof;
import org.chartseal.anchoring.map.TestMap;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

/** The whole file of a patient: what is whole verifies, and nothing else does. */
class PatientProofTest {
    private static final String P1 = "Patient/p1";

    private final TestPatients patients = new TestPatients();

    @Test
    void aWholeFileVerifies() {
        Verification result = verify(patients.proof(P1));
        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(result.notes())
                .anyMatch(note -> note.contains("complete for what the server assigned to this patient")
                        && note.contains("leaf 10 (the first 10 leaves")
                        && note.contains("4 leaves, 0 of them erased"));
    }

    @Test
    void whoeverLeftIsProvenToo() {
        PatientProofFile mother = patients.proof("Patient/mother");
        assertThat(mother.leaves()).extracting(PatientLeaf::leafIndex).containsExactly(3L, 4L, 8L, 9L);
        assertThat(verify(mother).verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(mother.json()).doesNotContain(hex(P1), hex("Patient/newborn"));
    }

    @Test
    void anAuthorisedErasureDoesNotSpoilIt() {
        PatientProofFile erased = patients.proof("Patient/p2");
        Verification result = verify(erased);
        assertThat(result.findings()).isEmpty();
        assertThat(result.notes()).anyMatch(note -> note.contains("1 leaves, 1 of them erased"));
        PatientLeaf leaf = erased.leaves().get(0);
        assertVerdict(
                with(erased, List.of(new PatientLeaf(leaf.leafIndex(), leaf.leaf(), null, null, leaf.path(), null))),
                Verdict.WITHHELD);
        ErasureProof other = new ErasureProof(
                7, patients.hospital.open(7), patients.hospital.path(7), TestProofs.AUTHORIZATION.replace("17", "18"));
        assertVerdict(
                with(erased, List.of(new PatientLeaf(leaf.leafIndex(), leaf.leaf(), null, null, leaf.path(), other))),
                Verdict.WITHHELD);
    }

    @Test
    void whoNeverWasIsProvenAbsent() {
        for (int i = 0; i < 50; i++) {
            PatientProofFile absent = patients.proof("Patient/nobody-" + i);
            Verification result = verify(absent);
            assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
            assertThat(result.notes()).anyMatch(note -> note.startsWith("absent: "));
            assertVerdict(with(absent, List.of(patients.leaf(1, P1))), Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void whoIsThereIsNotProvenAbsent() {
        PatientProofFile whole = patients.proof(P1);
        MapProof absence = patients.proof("Patient/nobody").head();
        PatientProofFile file = new PatientProofFile(
                P1, whole.snapshot(), absence, List.of(), whole.treeSize(), whole.checkpoint(), whole.anchors());
        assertVerdict(file, Verdict.INCONCLUSIVE);
    }

    @Test
    void aDroppedLeafIsMissed() {
        PatientProofFile whole = patients.proof(P1);
        for (int i = 0; i < whole.leaves().size(); i++) {
            List<PatientLeaf> rest = new ArrayList<>(whole.leaves());
            rest.remove(i);
            assertVerdict(with(whole, rest), Verdict.WITHHELD);
        }
        assertVerdict(with(whole, List.of()), Verdict.WITHHELD);
    }

    @Test
    void otherOrdersOrTwiceTheSameAreNotTheChain() {
        PatientProofFile whole = patients.proof(P1);
        List<PatientLeaf> leaves = new ArrayList<>(whole.leaves());
        Collections.swap(leaves, 1, 2);
        assertThat(verify(with(whole, leaves)).verdict()).isNotEqualTo(Verdict.VERIFIED);
        Collections.reverse(leaves);
        assertThat(verify(with(whole, leaves)).verdict()).isNotEqualTo(Verdict.VERIFIED);
        List<PatientLeaf> twice = new ArrayList<>(whole.leaves());
        twice.add(whole.leaves().get(3));
        assertVerdict(with(whole, twice), Verdict.INCONCLUSIVE);
    }

    @Test
    void swappedContentIsTampered() {
        PatientProofFile whole = patients.proof(P1);
        List<PatientLeaf> leaves = new ArrayList<>(whole.leaves());
        PatientLeaf first = leaves.get(0);
        PatientLeaf second = leaves.get(1);
        leaves.set(
                0,
                new PatientLeaf(first.leafIndex(), first.leaf(), second.content(), second.meta(), first.path(), null));
        assertVerdict(with(whole, leaves), Verdict.TAMPERED);
        leaves.set(0, new PatientLeaf(first.leafIndex(), first.leaf(), null, first.meta(), first.path(), null));
        assertThat(verify(with(whole, leaves)).verdict()).isNotEqualTo(Verdict.VERIFIED);
    }

    @Test
    void contentBesideAnErasedLeafIsNotVerified() {
        PatientProofFile erased = patients.proof("Patient/p2");
        PatientLeaf leaf = erased.leaves().get(0);
        PatientLeaf invented = new PatientLeaf(leaf.leafIndex(), leaf.leaf(), "{}", null, leaf.path(), leaf.erasure());
        assertVerdict(with(erased, List.of(invented)), Verdict.INCONCLUSIVE);
    }

    @Test
    void anotherLeafIsNoSnapshotAndAccusesNobody() {
        PatientProofFile whole = patients.proof(P1);
        PatientLeaf record = patients.leaf(1, P1);
        for (String event : List.of(record.content(), "{}")) {
            SnapshotProof stranger = new SnapshotProof(
                    1, record.leaf(), event, record.path(), whole.snapshot().mapKey());
            assertVerdict(
                    new PatientProofFile(
                            P1,
                            stranger,
                            whole.head(),
                            whole.leaves(),
                            whole.treeSize(),
                            whole.checkpoint(),
                            whole.anchors()),
                    Verdict.INCONCLUSIVE);
        }
    }

    @Test
    void anotherPatientsHeadOrLeafProvesNothing() {
        PatientProofFile whole = patients.proof(P1);
        PatientProofFile mother = patients.proof("Patient/mother");
        PatientProofFile otherHead = new PatientProofFile(
                P1,
                whole.snapshot(),
                mother.head(),
                whole.leaves(),
                whole.treeSize(),
                whole.checkpoint(),
                whole.anchors());
        assertVerdict(otherHead, Verdict.INCONCLUSIVE);
        List<PatientLeaf> leaves = new ArrayList<>(whole.leaves());
        leaves.add(mother.leaves().get(0));
        assertVerdict(with(whole, leaves), Verdict.INCONCLUSIVE);
        assertVerdict(with(whole, mother.leaves()), Verdict.WITHHELD);
    }

    @Test
    void anOldSnapshotProvesNoNewerClaim() {
        TestMap oldMap = patients.map;
        long old = patients.snapshotIndex;
        patients.hospital.write(3, TestProofs.observation("o3", "p1", 3, "4.0"));
        patients.sequence();
        patients.takeSnapshot();
        assertThat(verify(patients.proof(P1)).verdict()).isEqualTo(Verdict.VERIFIED);
        PatientProofFile newerClaim = patients.proof(P1, patients.chain(P1), oldMap, old);
        assertVerdict(newerClaim, Verdict.INCONCLUSIVE);
        PatientProofFile older = patients.proof(P1, patients.chain(P1).subList(0, 4), oldMap, old);
        assertThat(verify(older).verdict()).isEqualTo(Verdict.VERIFIED);
        PatientProofFile newer = patients.proof(P1);
        assertVerdict(with(newer, older.leaves()), Verdict.WITHHELD);
        assertVerdict(
                new PatientProofFile(
                        P1,
                        newer.snapshot(),
                        older.head(),
                        newer.leaves(),
                        newer.treeSize(),
                        newer.checkpoint(),
                        newer.anchors()),
                Verdict.INCONCLUSIVE);
    }

    @Test
    void aMapThatLiesAboutTheHeadIsTampered() {
        TestMap.Name name = patients.map.heads.keySet().stream()
                .filter(key -> key.reference().equals(P1))
                .findFirst()
                .orElseThrow();
        PresenceProof head = (PresenceProof) patients.proof(P1).head();
        TestMap lying = patients.honestMap();
        lying.heads.put(
                name,
                new MapHead(head.head().seq(), patients.hospital.store.leaf(1).leafHash()));
        patients.takeSnapshot(lying.build(10));
        assertVerdict(patients.proof(P1), Verdict.TAMPERED);
        TestMap shorter = patients.honestMap();
        shorter.heads.put(name, new MapHead(2, patients.hospital.store.leaf(2).leafHash()));
        patients.takeSnapshot(shorter.build(10));
        assertVerdict(patients.proof(P1), Verdict.TAMPERED);
    }

    @Test
    void strangersCannotFrameTheLog() {
        PatientProofFile whole = patients.proof(P1);
        PatientProofFile unsigned = new PatientProofFile(
                P1,
                whole.snapshot(),
                whole.head(),
                List.of(),
                whole.treeSize(),
                whole.checkpoint().replace(TestLog.ORIGIN + " ", "somebody else "),
                whole.anchors());
        assertVerdict(unsigned, Verdict.INCONCLUSIVE);
    }

    @Test
    void withoutAnAnchorItIsPending() {
        PatientProofFile whole = patients.proof(P1);
        assertVerdict(
                new PatientProofFile(
                        P1,
                        whole.snapshot(),
                        whole.head(),
                        whole.leaves(),
                        whole.treeSize(),
                        whole.checkpoint(),
                        List.of()),
                Verdict.PENDING);
    }

    /** But for the anchors, which are claims, and the files' own words for them. */
    @Test
    void noChangedCharacterPasses() {
        for (String patient : List.of(P1, "Patient/nobody", "Patient/p2")) {
            String text = patients.proof(patient).json();
            assertThat(PatientProofFile.parse(text.getBytes(UTF_8)).json()).isEqualTo(text);
            int from = text.indexOf("\"anchors\"");
            int to = text.indexOf("\"leaves\"");
            assertThat(verdictOf(text)).isEqualTo(Verdict.VERIFIED);
            for (int i = 0; i < text.length() - 1; i++) {
                if (i >= from && i < to) {
                    continue;
                }
                for (char changed : new char[] {'0', 'f', (char) (text.charAt(i) ^ 1), (char) (text.charAt(i) ^ 32)}) {
                    if (changed != text.charAt(i)) {
                        String other = text.substring(0, i) + changed + text.substring(i + 1);
                        assertThat(verdictOf(other))
                                .as("%s at %d of %s", changed, i, patient)
                                .isNotEqualTo(Verdict.VERIFIED);
                    }
                }
            }
        }
    }

    private static Verdict verdictOf(String text) {
        try {
            return verify(PatientProofFile.parse(text.getBytes(UTF_8))).verdict();
        } catch (ProofFormatException refused) {
            return Verdict.INCONCLUSIVE;
        }
    }

    private static void assertVerdict(PatientProofFile file, Verdict verdict) {
        Verification result = verify(file);
        assertThat(result.verdict()).as("%s", result.findings()).isEqualTo(verdict);
    }

    private static Verification verify(PatientProofFile file) {
        return new PatientProofVerifier(TestProofs.trust(Evidence.DEVELOPMENT)).verify(file, null, null);
    }

    private static PatientProofFile with(PatientProofFile file, List<PatientLeaf> leaves) {
        return new PatientProofFile(
                file.patient(),
                file.snapshot(),
                file.head(),
                leaves,
                file.treeSize(),
                file.checkpoint(),
                file.anchors());
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
