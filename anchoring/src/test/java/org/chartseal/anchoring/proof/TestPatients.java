package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.log.SequencedLeaf;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.map.HeadSpace;
import org.chartseal.anchoring.map.MapHead;
import org.chartseal.anchoring.map.MapSnapshot;
import org.chartseal.anchoring.map.TestMap;

/**
 * The hospital of {@link TestProofs}, where moreover an Observation moved from the mother to p1: leaves 8 and 9. A map of
 * these ten leaves is leaf 10.
 */
public final class TestPatients {
    public final TestProofs hospital = new TestProofs();
    public TestMap map;
    public MapSnapshot snapshot;
    public long snapshotIndex;

    public TestPatients() {
        hospital.write(1, TestProofs.observation("o3", "mother", 1, "3.0"));
        hospital.write(2, TestProofs.observation("o3", "p1", 2, "3.0"));
        sequence();
        takeSnapshot();
    }

    public void sequence() {
        TestLog.sequencer(hospital.store).sequence(1000);
    }

    /** The map of all leaves that there are, as an honest server makes it. */
    public TestMap honestMap() {
        TestMap made = new TestMap();
        for (long i = 0; i < hospital.store.head().size(); i++) {
            SequencedLeaf leaf = hospital.store.leaf(i);
            if (leaf.write().kind().ofResource()) {
                made.heads.put(
                        new TestMap.Name(HeadSpace.VERSION, leaf.write().resource()),
                        new MapHead(leaf.version().versionSeq(), leaf.leafHash()));
            }
            for (SubjectLink link : leaf.subjects()) {
                made.heads.put(
                        new TestMap.Name(HeadSpace.SUBJECT, link.subject()),
                        new MapHead(link.subjectSeq(), leaf.leafHash()));
            }
        }
        return made.build(100);
    }

    public void takeSnapshot() {
        takeSnapshot(honestMap());
    }

    /** Logs a map, honest or not; what waits to be sequenced comes before its leaf. */
    public void takeSnapshot(TestMap made) {
        map = made;
        snapshot = made.snapshot(hospital.store.head().size());
        hospital.store.enqueue(snapshot.write(TestLog.ORIGIN, TestLog.TIME_MS), null, List.of(), snapshot.event());
        sequence();
        snapshotIndex = hospital.store.head().size() - 1;
    }

    public PatientProofFile proof(String patient) {
        return proof(patient, chain(patient), map, snapshotIndex);
    }

    public PatientProofFile proof(String patient, List<PatientLeaf> chain, TestMap shown, long index) {
        return new PatientProofFile(
                patient,
                new SnapshotProof(
                        index,
                        hospital.open(index),
                        hospital.content(index),
                        hospital.path(index),
                        TestMap.KEYS.mapKey()),
                shown.prove(HeadSpace.SUBJECT, patient),
                chain,
                hospital.store.head().size(),
                hospital.checkpoint().text(),
                List.of(hospital.evidence(AnchorEvidence.Ledger.DEVELOPMENT)));
    }

    /** All leaves of a patient that there are now. */
    public List<PatientLeaf> chain(String patient) {
        List<PatientLeaf> chain = new ArrayList<>();
        for (long i = 0; i < hospital.store.head().size(); i++) {
            List<String> subjects = hospital.store.leaf(i).subjects().stream()
                    .map(SubjectLink::subject)
                    .toList();
            if (subjects.contains(patient)) {
                chain.add(leaf(i, patient));
            }
        }
        return chain;
    }

    public PatientLeaf leaf(long index, String patient) {
        String[] others = hospital.store.leaf(index).subjects().stream()
                .map(SubjectLink::subject)
                .filter(subject -> !subject.equals(patient))
                .toArray(String[]::new);
        boolean erased = hospital.erasures.containsKey(index);
        LeafOpening open = hospital.open(index, others);
        return new PatientLeaf(
                index,
                erased
                        ? new LeafOpening(
                                new Opening.Hidden(
                                        hospital.store.leaf(index).commitment().w()),
                                open.version(),
                                open.subjects())
                        : open,
                erased ? null : hospital.content(index),
                erased ? null : hospital.meta(index),
                hospital.path(index),
                erased ? hospital.erasureOf(index) : null);
    }

    /** The export as an honest server makes it, with the newest map. */
    public List<OpenedLeaf> export() {
        return new ArrayList<>(hospital.export().stream()
                .map(leaf ->
                        leaf.index() == snapshotIndex ? leaf.with(new MapOpening(TestMap.KEYS, map.allHeads())) : leaf)
                .toList());
    }
}
