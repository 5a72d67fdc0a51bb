package org.chartseal.server.evidence;

import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.server.integrity.CollectedEvidence;
import org.chartseal.server.witness.Cosignatures;

/** Evidence out of its tables, and what is pinned out of the configuration. */
final class ServedEvidence implements CollectedEvidence {
    private final EvidenceTable table;
    private final AnchorOutbox outbox;
    private final Cosignatures cosignatures;
    private final Pins pins;
    private final List<String> authorities;

    ServedEvidence(
            EvidenceTable table, AnchorOutbox outbox, Cosignatures cosignatures, Pins pins, List<String> authorities) {
        this.table = table;
        this.outbox = outbox;
        this.cosignatures = cosignatures;
        this.pins = pins;
        this.authorities = List.copyOf(authorities);
    }

    @Override
    public List<EvidenceItem> of(Anchor anchor) {
        return table.of(anchor);
    }

    @Override
    public Optional<Anchor> firstComplete(long treeSize) {
        return table.firstComplete(treeSize, authorities, pins.quorum())
                .flatMap(outbox::finished)
                .map(AnchorOutbox.Finished::anchor);
    }

    @Override
    public SignedCheckpoint cosigned(SignedCheckpoint checkpoint) {
        return cosignatures.below(checkpoint);
    }

    @Override
    public boolean pinned() {
        return pins.any();
    }

    @Override
    public TrustFile pinnedIn(TrustFile first) {
        return pins.in(first);
    }
}
