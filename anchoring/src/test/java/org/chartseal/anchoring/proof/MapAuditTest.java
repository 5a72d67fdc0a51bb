package org.chartseal.anchoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.map.HeadSpace;
import org.chartseal.anchoring.map.MapHead;
import org.chartseal.anchoring.map.TestMap;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

/** An audit builds each map again: one that is wrong is TAMPERED, whatever of the log does not open any more. */
class MapAuditTest {
    private final TestPatients patients = new TestPatients();

    @Test
    void anHonestMapHolds() {
        AuditReport report = audit(patients.export());
        assertThat(report.findings())
                .extracting(found -> found.finding().verdict())
                .containsOnly(Verdict.ERASED);
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        List<OpenedLeaf> read = patients.export().stream()
                .map(leaf -> OpenedLeaf.parse(leaf.json()))
                .toList();
        assertThat(audit(read).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void anHonestMapHoldsWhereLeavesHideTheirPlaces() {
        List<OpenedLeaf> leaves = patients.export();
        OpenedLeaf erased = leaves.get(6);
        leaves.set(
                6,
                new OpenedLeaf(
                        6,
                        erased.entry(),
                        new LeafOpening(
                                erased.leaf().write(),
                                erased.leaf().version(),
                                List.of(new Opening.Hidden(patients.hospital
                                        .store
                                        .leaf(6)
                                        .commitment()
                                        .subjects()
                                        .get(0)))),
                        null,
                        null,
                        null,
                        "erased"));
        assertThat(audit(leaves).verdict()).isEqualTo(Verdict.VERIFIED);
        OpenedLeaf lost = leaves.get(9);
        leaves.set(9, new OpenedLeaf(9, lost.entry(), null, null, null, null, "row-missing"));
        assertThat(audit(leaves).verdict()).isEqualTo(Verdict.WITHHELD);
    }

    @Test
    void aMapIsOfTheLeavesItSaysNotOfThoseBeforeItsOwn() {
        patients.hospital.write(3, TestProofs.observation("o3", "mother", 3, "5.0"));
        patients.hospital.write(1, TestProofs.observation("o4", "newcomer", 1, "5.0"));
        patients.takeSnapshot();
        assertThat(patients.snapshotIndex).isEqualTo(13);
        assertThat(patients.snapshot.asOfSize()).isEqualTo(11);
        List<OpenedLeaf> leaves = patients.export();
        leaves.set(10, leaves.get(10).with(new MapOpening(TestMap.KEYS, new TestPatients().map.allHeads())));
        assertThat(audit(leaves).verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void aMapThatIsNotShownIsWithheld() {
        assertThat(audit(patients.hospital.export()).verdict()).isEqualTo(Verdict.WITHHELD);
    }

    @Test
    void aWrongMapIsTamperedThoughItsLeafSaysSo() {
        MapHead first = new MapHead(1, patients.hospital.store.leaf(1).leafHash());
        assertTampered(map -> map.heads.remove(name(HeadSpace.SUBJECT, "Patient/p1")));
        assertTampered(map -> map.heads.remove(name(HeadSpace.VERSION, "Observation/o3")));
        assertTampered(map -> map.heads.put(name(HeadSpace.SUBJECT, "Patient/p1"), first));
        assertTampered(map -> map.heads.put(name(HeadSpace.VERSION, "Observation/o1"), first));
        assertTampered(map -> map.heads.put(name(HeadSpace.SUBJECT, "Patient/invented"), first));
        // The head of the erased resource, which nobody can name.
        assertTampered(map -> map.heads.remove(name(HeadSpace.VERSION, "Observation/o2")));
        assertTampered(map -> map.heads.put(
                name(HeadSpace.VERSION, "Observation/o2"),
                new MapHead(2, patients.hospital.store.leaf(6).leafHash())));
    }

    @Test
    void whatIsShownMustBeTheMapInTheLeaf() {
        byte[] heads = patients.map.allHeads();
        for (int i = 0; i < heads.length; i++) {
            byte[] changed = heads.clone();
            changed[i] ^= 1;
            List<OpenedLeaf> leaves = patients.export();
            leaves.set(10, leaves.get(10).with(new MapOpening(TestMap.KEYS, changed)));
            assertThat(audit(leaves).verdict()).isEqualTo(Verdict.TAMPERED);
        }
    }

    private void assertTampered(Consumer<TestMap> lie) {
        TestPatients lying = new TestPatients();
        TestMap map = lying.honestMap();
        lie.accept(map);
        lying.takeSnapshot(map.build(100));
        List<OpenedLeaf> leaves = new ArrayList<>(lying.export());
        leaves.set(
                10,
                leaves.get(10)
                        .with(new MapOpening(TestMap.KEYS, lying.honestMap().allHeads())));
        AuditReport report = audit(leaves, lying);
        assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
        assertThat(report.findings())
                .filteredOn(found -> found.finding().verdict() == Verdict.TAMPERED)
                .extracting(AuditReport.LeafFinding::index)
                .containsOnly(11L);
    }

    private static TestMap.Name name(HeadSpace space, String reference) {
        return new TestMap.Name(space, reference);
    }

    private AuditReport audit(List<OpenedLeaf> leaves) {
        return audit(leaves, patients);
    }

    private static AuditReport audit(List<OpenedLeaf> leaves, TestPatients of) {
        assertThat(of.hospital.checkpoint().checkpoint().origin()).isEqualTo(TestLog.ORIGIN);
        return LogAudit.run(TestProofs.trust(Evidence.DEVELOPMENT), of.hospital.checkpoint(), leaves.iterator());
    }
}
