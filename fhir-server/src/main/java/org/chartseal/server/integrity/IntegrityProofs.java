package org.chartseal.server.integrity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.proof.LeafOpening;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TrustFile;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes proof files from what is stored, and the trust file that they are checked against. */
public final class IntegrityProofs {
    private final JdbcTemplate jdbc;
    private final ProofTrees trees;
    private final LeafOpener opener;
    private final Anchoring anchoring;
    private final CheckpointSigner signer;
    private final LogOrigin origin;
    private final ResourceNames names;
    private final CollectedEvidence collected;

    IntegrityProofs(
            JdbcTemplate jdbc,
            LogStore store,
            LeafOpener opener,
            Anchoring anchoring,
            CheckpointSigner signer,
            LogOrigin origin,
            ResourceNames names,
            CollectedEvidence collected) {
        this.jdbc = jdbc;
        this.trees = new ProofTrees(store, anchoring, collected);
        this.opener = opener;
        this.anchoring = anchoring;
        this.signer = signer;
        this.origin = origin;
        this.names = names;
        this.collected = collected;
    }

    /** What became of a request for a proof. */
    public sealed interface Outcome {
        /** The proof. */
        record Proven(ProofFile proof, long version) implements Outcome {}

        /** No such version. */
        record Unknown() implements Outcome {}

        /** The version waits for its leaf: ask again in a moment. */
        record NotSequenced() implements Outcome {}

        /**
         * The version has a leaf, and what is stored does not open it.
         *
         * @param reason in words without data
         */
        record Withheld(String reason) implements Outcome {}
    }

    /** The newest version of a resource as its row says, or the log's where the row is gone; empty if neither knows it. */
    public Optional<Long> currentVersion(String type, String fhirId) {
        return jdbc
                .queryForList(
                        "select RES_VER from HFJ_RESOURCE where RES_TYPE = ? and FHIR_ID = ?", Long.class, type, fhirId)
                .stream()
                .findFirst()
                .or(() -> jdbc
                        .queryForList(
                                "select p.res_ver from cs_resource_head h join cs_pending p"
                                        + " on p.pending_id = h.pending_id where h.name = ?",
                                Long.class,
                                names.of(type + "/" + fhirId))
                        .stream()
                        .findFirst());
    }

    /** Whether the log has a tombstone for a version. */
    public boolean erased(String type, String fhirId, long version) {
        return leafIndex(type, fhirId, version).stream()
                .anyMatch(index -> index >= 0 && opener.tombstoneOf(index).isPresent());
    }

    /** The leaf of a version, -1 while it has none; an erased version is found by the log's own name for its resource. */
    private List<Long> leafIndex(String type, String fhirId, long version) {
        List<Long> found = jdbc.query(
                "select p.leaf_index from cs_pending p join HFJ_RESOURCE r on r.RES_ID = p.res_id"
                        + " where r.RES_TYPE = ? and r.FHIR_ID = ? and p.res_ver = ?",
                (row, i) -> row.getObject(1) == null ? -1L : row.getLong(1),
                type,
                fhirId,
                version);
        return found.isEmpty()
                ? jdbc.query(
                        "select p.leaf_index from cs_resource_head h join cs_pending n on n.pending_id = h.pending_id"
                                + " join cs_pending p on p.res_id = n.res_id where h.name = ? and p.res_ver = ?",
                        (row, i) -> row.getObject(1) == null ? -1L : row.getLong(1),
                        names.of(type + "/" + fhirId),
                        version)
                : found;
    }

    /** The proof of one version, under an anchored checkpoint that covers it, or the newest one unanchored. */
    Outcome prove(String type, String fhirId, long version, ProofFormat format) {
        List<Long> pending = leafIndex(type, fhirId, version);
        if (pending.isEmpty()) {
            return new Outcome.Unknown();
        }
        long index = pending.get(0);
        OpenedLeaf leaf = index < 0 ? null : opener.leaf(index).orElse(null);
        if (index >= 0 && leaf == null) {
            return new Outcome.Withheld("leaf-missing");
        }
        OpenedLeaf tombstone = leaf != null && LeafOpener.ERASED.equals(leaf.absent())
                ? opener.tombstoneOf(index).orElse(null)
                : null;
        Optional<ProofTrees.Tree> cover = leaf == null
                ? Optional.empty()
                : trees.covering(tombstone == null ? index : Math.max(index, tombstone.index()));
        if (leaf == null || cover.isEmpty()) {
            return new Outcome.NotSequenced();
        }
        if (leaf.leaf() == null || (leaf.absent() != null && tombstone == null)) {
            return new Outcome.Withheld(String.valueOf(leaf.absent()));
        }
        ProofFile proof = proof(leaf, leaf.leaf(), tombstone, cover.get());
        List<EvidenceItem> shown = trees.shown(cover.get(), format);
        return new Outcome.Proven(shown == null ? proof : proof.withEvidence(shown), version);
    }

    private ProofFile proof(
            OpenedLeaf leaf, LeafOpening opening, @Nullable OpenedLeaf tombstone, ProofTrees.Tree tree) {
        return new ProofFile(
                leaf.index(),
                opening,
                leaf.content(),
                leaf.meta(),
                tree.size(),
                trees.path(leaf.index(), tree),
                tree.checkpoint().text(),
                trees.evidence(tree),
                trees.erasure(tombstone, tree));
    }

    /** What an officer pins, to be had out of band; empty until the chain has been reached once. */
    public Optional<TrustFile> trust() {
        return anchoring
                .identity()
                .map(identity -> collected.pinnedIn(new TrustFile(
                        origin.name(),
                        List.of(signer.verifier()),
                        identity,
                        anchoring.development()
                                ? Set.of(TrustFile.Evidence.DEVELOPMENT, TrustFile.Evidence.RPC)
                                : Set.of(TrustFile.Evidence.RPC))));
    }
}
