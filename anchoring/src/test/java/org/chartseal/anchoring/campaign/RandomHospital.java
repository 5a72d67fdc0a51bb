package org.chartseal.anchoring.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chartseal.anchoring.log.LeafExtension;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.PatientLeaf;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TestPatients;
import org.chartseal.anchoring.proof.TestProofs;

/** A log written at random, signed by its own key, with proofs of all that is in it. */
final class RandomHospital {
    static final List<String> PATIENTS = List.of("p1", "p2", "p3", "mother", "newborn");
    private static final byte[] TICK = "{\"event\":\"tick\"}".getBytes(UTF_8);

    final TestPatients patients = new TestPatients();
    final TestProofs log = patients.hospital;
    private final Random random;
    private final Map<String, Integer> versions = new HashMap<>();
    private final List<String> alive = new ArrayList<>();

    RandomHospital(Random random, int more) {
        this.random = random;
        for (int i = 0; i < more; i++) {
            write();
        }
        patients.sequence();
        for (int i = 0; i < 2 + more / 20; i++) {
            erase();
        }
        patients.sequence();
        patients.takeSnapshot();
        for (int i = random.nextInt(4); i > 0; i--) {
            write();
        }
        patients.sequence();
    }

    private void write() {
        int what = random.nextInt(20);
        if (what < 2) {
            LeafWrite tick = LeafWrite.event(LeafKind.TICK, TestLog.ORIGIN, TestLog.TIME_MS, TICK);
            log.store.enqueue(random.nextBoolean() ? tick : fromTheFuture(tick), null, List.of(), TICK);
        } else if (what < 5 && !alive.isEmpty()) {
            String id = alive.remove(random.nextInt(alive.size()));
            TestLog.enqueue(
                    log.store,
                    LeafWrite.delete(TestLog.ORIGIN, "Observation", id, Integer.toString(next(id)), TestLog.TIME_MS));
        } else if (what < 8) {
            String id = "pair" + random.nextInt(5);
            log.write(next(id), RandomRecords.list(random, id, versions.get(id), patient(), patient()));
        } else {
            String id = "n" + random.nextInt(12);
            if (!alive.contains(id)) {
                alive.add(id);
            }
            log.write(next(id), RandomRecords.observation(random, id, versions.get(id), patient()));
        }
    }

    /** A leaf that a later version could write. */
    private static LeafWrite fromTheFuture(LeafWrite write) {
        return new LeafWrite(
                write.kind(),
                write.canonId(),
                write.subjectRuleId(),
                write.origin(),
                "",
                "",
                "",
                write.lastUpdatedMs(),
                write.contentHash(),
                write.metaHash(),
                write.authHash(),
                List.of(new LeafExtension(0x8000, new byte[3])));
    }

    private int next(String id) {
        return versions.merge(id, 1, Integer::sum);
    }

    private String patient() {
        return PATIENTS.get(random.nextInt(PATIENTS.size()));
    }

    private void erase() {
        List<Long> candidates = new ArrayList<>();
        for (long i = 11; i < log.store.head().size(); i++) {
            if (log.store.leaf(i).write().kind() == LeafKind.VERSION && !log.erasures.containsKey(i)) {
                candidates.add(i);
            }
        }
        if (!candidates.isEmpty()) {
            log.erase(candidates.get(random.nextInt(candidates.size())));
        }
    }

    long size() {
        return log.store.head().size();
    }

    /** The proof of a leaf: erased ones closed, others with an S hidden now and then. */
    ProofFile proof(long index, boolean anchored) {
        boolean erased = log.erasures.containsKey(index);
        boolean hide = random.nextInt(3) == 0;
        String[] hidden = log.store.leaf(index).subjects().stream()
                .filter(link -> hide)
                .limit(1)
                .map(link -> link.subject())
                .toArray(String[]::new);
        return new ProofFile(
                index,
                erased ? log.closed(index) : log.open(index, hidden),
                erased ? null : log.content(index),
                erased ? null : log.meta(index),
                size(),
                log.path(index),
                log.checkpoint().text(),
                anchored ? List.of(log.evidence(Ledger.DEVELOPMENT)) : List.of(),
                erased ? log.erasureOf(index) : null);
    }

    /** The proof of a whole patient as of the snapshot: leaves that came later are not in it. */
    PatientProofFile proof(String patient) {
        List<PatientLeaf> chain = patients.chain(patient).stream()
                .filter(leaf -> leaf.leafIndex() < patients.snapshotIndex)
                .toList();
        return patients.proof(patient, chain, patients.map, patients.snapshotIndex);
    }
}
