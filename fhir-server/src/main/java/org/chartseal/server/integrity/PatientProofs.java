package org.chartseal.server.integrity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.map.HeadSpace;
import org.chartseal.anchoring.map.MapKeys;
import org.chartseal.anchoring.map.MapProof;
import org.chartseal.anchoring.map.MapReader;
import org.chartseal.anchoring.map.PresenceProof;
import org.chartseal.anchoring.proof.LeafOpening;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.Opening;
import org.chartseal.anchoring.proof.PatientLeaf;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.SnapshotProof;

/** Makes proofs of whole patients, as of the newest map that is anchored (integrity log, section 4). */
final class PatientProofs {
    private static final int RECENT = 8;

    private final MapSnapshots snapshots;
    private final SubjectChain chain;
    private final LeafOpener opener;
    private final ProofTrees trees;

    PatientProofs(MapSnapshots snapshots, SubjectChain chain, LeafOpener opener, ProofTrees trees) {
        this.snapshots = snapshots;
        this.chain = chain;
        this.opener = opener;
        this.trees = trees;
    }

    /** What became of a request for a proof. */
    sealed interface Outcome {
        /** The proof. */
        record Proven(PatientProofFile file) implements Outcome {}

        /** There is no map yet: ask again in a moment. */
        record NoSnapshot() implements Outcome {}

        /** The proof shows something that is hidden from whoever asked. */
        record Hidden() implements Outcome {}

        /**
         * What is stored does not make up what the log says.
         *
         * @param reason in words without data
         */
        record Withheld(String reason) implements Outcome {}
    }

    /**
     * Proves a patient's file.
     *
     * @param patient such as {@code Patient/p1}
     * @param format of the file
     * @param shown decides on each leaf whether it may be in the file
     * @throws org.chartseal.server.keys.NoOwnerKeyException if the patient was erased
     */
    Outcome prove(String patient, ProofFormat format, Predicate<OpenedLeaf> shown) {
        Optional<MapSnapshots.Taken> taken = newest();
        if (taken.isEmpty()) {
            return new Outcome.NoSnapshot();
        }
        MapSnapshots.Taken snapshot = taken.get();
        MapKeys keys = snapshots.keys(snapshot);
        MapProof head = new MapReader(snapshots.chunks(snapshot), keys).prove(HeadSpace.SUBJECT, patient);
        List<Long> indexes = chain.leaves(patient, snapshot.asOfSize());
        long expected = head instanceof PresenceProof present ? present.head().seq() : 0;
        if (indexes.size() != expected) {
            return new Outcome.Withheld("chain-incomplete");
        }
        List<OpenedLeaf> leaves = new ArrayList<>();
        for (long index : indexes) {
            Optional<OpenedLeaf> leaf = opener.leaf(index);
            if (leaf.isEmpty() || leaf.get().leaf() == null) {
                return new Outcome.Withheld("leaf-missing");
            }
            if (!shown.test(leaf.get())) {
                return new Outcome.Hidden();
            }
            leaves.add(leaf.get());
        }
        return file(patient, format, snapshot, keys, head, leaves);
    }

    /** The newest whose leaf is anchored, or while none is, the newest that has its leaf. */
    private Optional<MapSnapshots.Taken> newest() {
        List<MapSnapshots.Taken> recent = snapshots.logged(RECENT);
        return recent.stream()
                .filter(taken -> trees.covering(taken.leafIndex())
                        .flatMap(ProofTrees.Tree::anchor)
                        .isPresent())
                .findFirst()
                .or(() -> recent.stream().findFirst());
    }

    private Outcome file(
            String patient,
            ProofFormat format,
            MapSnapshots.Taken snapshot,
            MapKeys keys,
            MapProof head,
            List<OpenedLeaf> leaves) {
        Map<Long, OpenedLeaf> tombstones = new HashMap<>();
        for (OpenedLeaf leaf : leaves) {
            if (LeafOpener.ERASED.equals(leaf.absent())) {
                opener.tombstoneOf(leaf.index()).ifPresent(tombstone -> tombstones.put(leaf.index(), tombstone));
            }
            if (leaf.absent() != null && !tombstones.containsKey(leaf.index())) {
                return new Outcome.Withheld(leaf.absent());
            }
        }
        long newest = tombstones.values().stream().mapToLong(OpenedLeaf::index).reduce(snapshot.leafIndex(), Math::max);
        Optional<ProofTrees.Tree> tree = trees.covering(newest);
        Optional<OpenedLeaf> leaf = opener.leaf(snapshot.leafIndex());
        if (tree.isEmpty() || leaf.isEmpty()) {
            return new Outcome.NoSnapshot();
        }
        LeafOpening opening = leaf.get().leaf();
        String event = leaf.get().content();
        if (opening == null || event == null) {
            return new Outcome.Withheld("snapshot-altered");
        }
        ProofTrees.Paths paths = trees.paths(tree.get());
        List<PatientLeaf> shown = leaves.stream()
                .map(one -> new PatientLeaf(
                        one.index(),
                        onlyOf(patient, one),
                        one.content(),
                        one.meta(),
                        paths.of(one.index()),
                        trees.erasure(tombstones.get(one.index()), tree.get())))
                .toList();
        PatientProofFile file = new PatientProofFile(
                patient,
                new SnapshotProof(snapshot.leafIndex(), opening, event, paths.of(snapshot.leafIndex()), keys.mapKey()),
                head,
                shown,
                tree.get().size(),
                tree.get().checkpoint().text(),
                trees.evidence(tree.get()));
        List<EvidenceItem> evidence = trees.shown(tree.get(), format);
        return new Outcome.Proven(evidence == null ? file : file.withEvidence(evidence));
    }

    /** The same leaf with the links of other patients hidden. */
    private static LeafOpening onlyOf(String patient, OpenedLeaf leaf) {
        LeafOpening opening = leaf.leaf();
        if (opening == null) {
            throw new IllegalArgumentException("Expected a leaf that opens");
        }
        return new LeafOpening(
                opening.write(),
                opening.version(),
                opening.subjects().stream()
                        .map(subject -> subject instanceof Opening.Opened opened && !isOf(patient, opened)
                                ? new Opening.Hidden(Commitment.subject(opened.salt(), opened.bytes()))
                                : subject)
                        .toList());
    }

    private static boolean isOf(String patient, Opening.Opened opened) {
        return SubjectLink.decode(opened.bytes()).subject().equals(patient);
    }

    /** Of which version a leaf is, empty if it does not open. */
    static Optional<LeafWrite> write(OpenedLeaf leaf) {
        try {
            return leaf.leaf() != null && leaf.leaf().write() instanceof Opening.Opened opened
                    ? Optional.of(LeafWrite.decode(opened.bytes()))
                    : Optional.empty();
        } catch (LeafFormatException unknown) {
            return Optional.empty();
        }
    }
}
