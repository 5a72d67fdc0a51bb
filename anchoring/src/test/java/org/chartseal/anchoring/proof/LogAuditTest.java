package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.InMemoryLogStore;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.LogBatch;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.ResourceHead;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

class LogAuditTest {
    private final TestProofs hospital = new TestProofs();
    private final List<OpenedLeaf> export = new ArrayList<>(hospital.export());

    @Test
    void honestLogIsVerified() {
        AuditReport report = audit();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.counts()).containsEntry(Verdict.VERIFIED, 7L).containsEntry(Verdict.ERASED, 1L);
        assertThat(report.findings()).extracting(AuditReport.LeafFinding::index).containsExactly(6L);
    }

    @Test
    void leafThatDoesNotOpenIsWithheld() {
        OpenedLeaf leaf = export.get(1);
        export.set(1, new OpenedLeaf(1, leaf.entry(), null, null, null, null, "unavailable"));
        assertThat(withheld()).containsExactly(1L);
        export.set(1, new OpenedLeaf(1, leaf.entry(), hospital.closed(1), null, null, null, "unavailable"));
        assertThat(withheld()).containsExactly(1L);
        export.set(1, new OpenedLeaf(1, leaf.entry(), export.get(2).leaf(), null, null, null, null));
        assertThat(withheld()).containsExactly(1L);
        export.set(1, new OpenedLeaf(1, leaf.entry(), leaf.leaf(), null, null, null, null));
        assertThat(withheld()).containsExactly(1L);
    }

    @Test
    void aHiddenLeafAccusesNobodyOfMoreThanHidingIt() {
        for (int hidden : new int[] {1, 2, 3, 4}) {
            List<OpenedLeaf> leaves = new ArrayList<>(hospital.export());
            OpenedLeaf leaf = leaves.get(hidden);
            leaves.set(hidden, new OpenedLeaf(hidden, leaf.entry(), null, null, null, null, null));
            AuditReport report = LogAudit.run(TestProofs.trust(Evidence.RPC), hospital.checkpoint(), leaves.iterator());
            assertThat(report.verdict()).as("leaf " + hidden).isEqualTo(Verdict.WITHHELD);
        }
    }

    @Test
    void whatTheServerSaysOfAMissingLeafIsHandedOn() {
        OpenedLeaf leaf = export.get(1);
        export.set(1, new OpenedLeaf(1, leaf.entry(), hospital.closed(1), null, null, null, "key-unavailable"));
        OpenedLeaf shown = export.get(2);
        export.set(2, new OpenedLeaf(2, shown.entry(), shown.leaf(), null, null, null, "row-altered"));
        OpenedLeaf deletion = export.get(5);
        export.set(5, new OpenedLeaf(5, deletion.entry(), deletion.leaf(), null, null, null, "row-missing"));
        assertThat(withheld()).containsExactly(1L, 2L, 5L);
        assertThat(audit().findings())
                .extracting(found -> found.finding().reason())
                .contains(
                        "does not open, and no authorised erasure says why (the server says key-unavailable)",
                        "opens, but its content is not shown (the server says row-altered)",
                        "opens, but the server misses what it is about (the server says row-missing)");
    }

    @Test
    void erasureWithoutAuthorisationIsWithheld() {
        OpenedLeaf erasure = export.get(7);
        export.set(7, new OpenedLeaf(7, erasure.entry(), erasure.leaf(), null, null, null, null));
        AuditReport report = audit();
        assertThat(report.verdict()).isEqualTo(Verdict.WITHHELD);
        assertThat(withheld()).containsExactly(6L);
    }

    @Test
    void changedContentIsTampered() {
        OpenedLeaf leaf = export.get(2);
        export.set(
                2,
                new OpenedLeaf(
                        2, leaf.entry(), leaf.leaf(), leaf.content().replace("60", "61"), leaf.meta(), null, null));
        AuditReport report = audit();
        assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(report.counts()).containsEntry(Verdict.TAMPERED, 1L);
    }

    @Test
    void changedEntryMissesTheSignedRoot() {
        OpenedLeaf leaf = export.get(2);
        byte[] entry = leaf.entry().clone();
        entry[5] ^= 1;
        export.set(2, new OpenedLeaf(2, entry, leaf.leaf(), leaf.content(), leaf.meta(), null, null));
        AuditReport report = audit();
        assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(report.findings().get(0).index()).isEqualTo(-1);
    }

    @Test
    void leavesMayNeitherMissNorChangePlaces() {
        OpenedLeaf last = export.remove(7);
        assertThat(audit().verdict()).isEqualTo(Verdict.WITHHELD);
        export.add(6, last);
        assertThat(audit().verdict()).isEqualTo(Verdict.WITHHELD);
    }

    @Test
    void nobodyIsAccusedUnderAnotherKey() {
        CheckpointSigner thief = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("thief"));
        AuditReport report = LogAudit.run(
                TestProofs.trust(),
                thief.sign(hospital.checkpoint().checkpoint()),
                export.subList(0, 3).iterator());
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void chainThatBeginsTwiceIsTampered() throws Exception {
        InMemoryLogStore store = hospital.store;
        // What a server does that forgets a resource: its heads are gone, the leaves are not.
        LogHead head = store.head();
        store.append(
                head,
                new LogBatch(
                        List.of(),
                        List.of(),
                        Map.of("List/l-1", new ResourceHead(0, new byte[32], List.of())),
                        Map.of(),
                        head));
        LeafWrite write = TestLog.version("List", "l-1", 3, "{\"id\":\"l-1\",\"resourceType\":\"List\"}");
        store.enqueue(write, TestLog.w(write), List.of(), null);
        TestLog.sequencer(store).sequence(1);
        export.add(new OpenedLeaf(
                8,
                store.leaf(8).entry(),
                hospital.open(8),
                "{\"id\":\"l-1\",\"resourceType\":\"List\"}",
                null,
                null,
                null));
        AuditReport report = audit();
        assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(report.findings())
                .extracting(found -> found.finding().reason())
                .contains("a second chain begins for the same resource");
    }

    @Test
    void patientWhoVanishesWithoutALinkIsFound() throws Exception {
        InMemoryLogStore store = hospital.store;
        LogHead head = store.head();
        ResourceHead list = store.resourceHeads(List.of("List/l-1")).get("List/l-1");
        store.append(
                head,
                new LogBatch(
                        List.of(),
                        List.of(),
                        Map.of("List/l-1", new ResourceHead(list.versionSeq(), list.leafHash(), List.of())),
                        Map.of(),
                        head));
        String json = "{\"id\":\"l-1\",\"resourceType\":\"List\"}";
        LeafWrite write = TestLog.version("List", "l-1", 3, json);
        store.enqueue(write, TestLog.w(write), List.of(), null);
        TestLog.sequencer(store).sequence(1);
        export.add(new OpenedLeaf(8, store.leaf(8).entry(), hospital.open(8), json, null, null, null));
        assertThat(audit().findings())
                .extracting(found -> found.finding().reason())
                .contains("a patient is no longer a subject and no link says so");
    }

    @Test
    void aVersionPutBackAndLoggedAgainIsTampered() {
        String json = "{\"id\":\"l-1\",\"resourceType\":\"List\"}";
        LeafWrite again = TestLog.version("List", "l-1", 1, json);
        hospital.store.enqueue(again, TestLog.w(again), List.of(), null);
        TestLog.sequencer(hospital.store).sequence(1);
        export.add(new OpenedLeaf(8, hospital.store.leaf(8).entry(), hospital.open(8), json, null, null, null));
        assertThat(audit().verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(reasons()).contains("version 1 is logged after version 2 of the same resource");
    }

    @Test
    void anEventPutBackAndLoggedAgainIsTampered() {
        byte[] tick = "{\"event\":\"tick\"}".getBytes(UTF_8);
        for (int i = 0; i < 2; i++) {
            LeafWrite write = LeafWrite.event(LeafKind.TICK, TestLog.ORIGIN, TestLog.TIME_MS, tick);
            hospital.store.enqueue(write, null, List.of(), tick);
        }
        TestLog.sequencer(hospital.store).sequence(2);
        for (long i = 8; i < 10; i++) {
            export.add(new OpenedLeaf(
                    i, hospital.store.leaf(i).entry(), hospital.open(i), hospital.content(i), null, null, null));
        }
        assertThat(audit().verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(reasons()).contains("replayed: the event of leaf 8 was logged again");
    }

    @Test
    void aPlaceInAChainMayHideOnlyWithThePatientsKey() {
        OpenedLeaf leaf = export.get(1);
        export.set(
                1,
                new OpenedLeaf(
                        1, leaf.entry(), hospital.open(1, "Patient/p1"), leaf.content(), leaf.meta(), null, null));
        assertThat(withheld()).containsExactly(1L);
        assertThat(reasons()).contains("hides the place in the chain of a patient whose other leaves open");
    }

    @Test
    void aLeafThatIsMissingIsNamed() {
        export.remove(3);
        assertThat(withheld()).contains(3L);
        assertThat(reasons()).contains("is missing: leaf 4 is shown in its place, and none after it is judged");
    }

    private List<String> reasons() {
        return audit().findings().stream()
                .map(found -> found.finding().reason())
                .toList();
    }

    @Test
    void linesReadBackAsTheyWereWritten() {
        for (OpenedLeaf leaf : export) {
            assertThat(OpenedLeaf.parse(leaf.json()).json()).isEqualTo(leaf.json());
            if (leaf.leaf() != null) {
                Commitment commitment = OpenedLeaf.parse(leaf.json()).leaf().commitment();
                assertThat(commitment.entry()).isEqualTo(leaf.entry());
            }
        }
    }

    private List<Long> withheld() {
        return audit().findings().stream()
                .filter(found -> found.finding().verdict() == Verdict.WITHHELD)
                .map(AuditReport.LeafFinding::index)
                .toList();
    }

    private AuditReport audit() {
        return LogAudit.run(TestProofs.trust(Evidence.RPC), hospital.checkpoint(), export.iterator());
    }
}
