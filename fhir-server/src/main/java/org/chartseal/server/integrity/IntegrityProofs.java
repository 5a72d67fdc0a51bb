package org.chartseal.server.integrity;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TileHashReader;
import org.chartseal.anchoring.proof.AnchorEvidence;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TrustFile;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes proof files from what is stored, and the trust file that they are checked against. */
public final class IntegrityProofs {
    private final JdbcTemplate jdbc;
    private final LogStore store;
    private final LeafOpener opener;
    private final Anchoring anchoring;
    private final CheckpointSigner signer;
    private final LogOrigin origin;

    IntegrityProofs(
            JdbcTemplate jdbc,
            LogStore store,
            LeafOpener opener,
            Anchoring anchoring,
            CheckpointSigner signer,
            LogOrigin origin) {
        this.jdbc = jdbc;
        this.store = store;
        this.opener = opener;
        this.anchoring = anchoring;
        this.signer = signer;
        this.origin = origin;
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

    /** The newest version of a resource as its row says, empty if there is no such resource. */
    public Optional<Long> currentVersion(String type, String fhirId) {
        return jdbc
                .queryForList(
                        "select RES_VER from HFJ_RESOURCE where RES_TYPE = ? and FHIR_ID = ?", Long.class, type, fhirId)
                .stream()
                .findFirst();
    }

    /** The proof of one version, under the first anchored checkpoint that covers it, or the newest one unanchored. */
    public Outcome prove(String type, String fhirId, long version) {
        List<Long> pending = jdbc.query(
                "select p.leaf_index from cs_pending p join HFJ_RESOURCE r on r.RES_ID = p.res_id"
                        + " where r.RES_TYPE = ? and r.FHIR_ID = ? and p.res_ver = ?",
                (row, i) -> row.getObject(1) == null ? -1L : row.getLong(1),
                type,
                fhirId,
                version);
        if (pending.isEmpty()) {
            return new Outcome.Unknown();
        }
        long index = pending.get(0);
        Optional<Anchor> anchor = index < 0 ? Optional.empty() : anchoring.firstCovering(index + 1);
        Optional<SignedCheckpoint> checkpoint =
                anchor.flatMap(found -> store.checkpoint(found.treeSize())).or(store::latestCheckpoint);
        if (index < 0 || checkpoint.isEmpty() || checkpoint.get().checkpoint().size() <= index) {
            return new Outcome.NotSequenced();
        }
        OpenedLeaf leaf = opener.leaf(index).orElse(null);
        if (leaf == null || leaf.leaf() == null || leaf.absent() != null) {
            return new Outcome.Withheld(leaf == null ? "leaf-missing" : String.valueOf(leaf.absent()));
        }
        long size = checkpoint.get().checkpoint().size();
        InclusionProof inclusion = InclusionProof.create(new TileHashReader(store), index, size);
        return new Outcome.Proven(
                new ProofFile(
                        index,
                        leaf.leaf(),
                        leaf.content(),
                        leaf.meta(),
                        size,
                        inclusion.path(),
                        checkpoint.get().text(),
                        evidence(anchor),
                        null),
                version);
    }

    private List<AnchorEvidence> evidence(Optional<Anchor> anchor) {
        Optional<ChainIdentity> identity = anchoring.identity();
        if (anchor.isEmpty() || identity.isEmpty()) {
            return List.of();
        }
        AnchorEvidence.Ledger ledger =
                anchoring.development() ? AnchorEvidence.Ledger.DEVELOPMENT : AnchorEvidence.Ledger.NETWORK;
        return List.of(new AnchorEvidence(ledger, identity.get(), anchor.get()));
    }

    /** What an officer pins, to be had out of band; empty until the chain has been reached once. */
    public Optional<TrustFile> trust() {
        return anchoring
                .identity()
                .map(identity -> new TrustFile(
                        origin.name(),
                        List.of(signer.verifier()),
                        identity,
                        anchoring.development()
                                ? Set.of(TrustFile.Evidence.DEVELOPMENT, TrustFile.Evidence.RPC)
                                : Set.of(TrustFile.Evidence.RPC)));
    }
}
