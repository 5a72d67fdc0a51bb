package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.map.HeadSpace;
import org.chartseal.anchoring.map.MapProof;
import org.chartseal.anchoring.map.MapSnapshot;
import org.chartseal.anchoring.map.PresenceProof;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/** What an authenticated map says of a patient. */
final class SnapshotCheck {
    private final MapSnapshot snapshot;
    private final LeafWrite write;
    private final @Nullable PresenceProof head;

    private SnapshotCheck(MapSnapshot snapshot, LeafWrite write, @Nullable PresenceProof head) {
        this.snapshot = snapshot;
        this.write = write;
        this.head = head;
    }

    /** Judges the snapshot's leaf and the head in it; null, with findings, if nothing follows from them. */
    static @Nullable SnapshotCheck of(
            String origin, SnapshotProof proof, MapProof head, String patient, List<Finding> findings) {
        if (!isSnapshot(proof)) {
            // Any other leaf is no contradiction of what is shown, only no snapshot: nobody shall be accused of it.
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the leaf of the snapshot does not open as one"));
            return null;
        }
        LeafCheck leaf = new LeafCheck(origin, proof.leaf(), proof.event(), null);
        findings.addAll(leaf.findings());
        LeafWrite write = leaf.write();
        if (write == null || !leaf.findings().isEmpty()) {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the leaf of the snapshot does not open as one"));
            return null;
        }
        MapSnapshot snapshot;
        try {
            snapshot = MapSnapshot.read(write, proof.event().getBytes(UTF_8));
        } catch (LeafFormatException e) {
            findings.add(new Finding(Verdict.INCONCLUSIVE, "the snapshot: " + e.getMessage()));
            return null;
        }
        if (snapshot.asOfSize() > proof.leafIndex()) {
            findings.add(new Finding(Verdict.TAMPERED, "the snapshot is of leaves that came after it"));
            return null;
        }
        if (!head.verifies(snapshot, proof.mapKey(), HeadSpace.SUBJECT, patient)) {
            findings.add(new Finding(
                    Verdict.INCONCLUSIVE, "the snapshot's map does not prove what is said of the patient's chain"));
            return null;
        }
        return new SnapshotCheck(snapshot, write, head instanceof PresenceProof present ? present : null);
    }

    private static boolean isSnapshot(SnapshotProof proof) {
        try {
            return proof.leaf().write() instanceof Opened opened
                    && LeafWrite.decode(opened.bytes()).kind() == LeafKind.MAP_SNAPSHOT;
        } catch (LeafFormatException unknown) {
            // Said by the check of the leaf, which knows in which words.
            return true;
        }
    }

    /** Leaves that the map covers. */
    long asOfSize() {
        return snapshot.asOfSize();
    }

    /** When the server made it, by its own clock. */
    long timeMs() {
        return write.lastUpdatedMs();
    }

    /** Number of leaves in the patient's chain, 0 if the map has no such patient. */
    long chainLength() {
        return head == null ? 0 : head.head().seq();
    }

    /** Hash of the chain's newest leaf, zeros if there is none. */
    byte[] newest() {
        return head == null ? new byte[32] : head.head().leafHash();
    }
}
