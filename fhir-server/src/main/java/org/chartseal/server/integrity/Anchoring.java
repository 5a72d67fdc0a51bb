package org.chartseal.server.integrity;

import java.io.IOException;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.evidence.ReceiptProof;

/** Carries signed checkpoints to the chain, a step a call, off the request path. */
public interface Anchoring {
    /** Takes the next step; what can pass by itself is tried again at the next call. */
    void tick();

    /** The first anchor that is final and covers this many leaves, empty while there is none. */
    Optional<Anchor> firstCovering(long treeSize);

    /**
     * What shows an anchor without a node, as the node has it now. Off the request path; several threads may ask.
     *
     * @throws IOException if the node does not answer, or does not show this anchor in this block
     */
    ReceiptProof receipt(Anchor anchor) throws IOException;

    /** Which log on which chain, empty until the chain has been reached once. */
    Optional<ChainIdentity> identity();

    /** Whether the chain is the in-process ledger, whose anchors are no evidence against the operator. */
    boolean development();
}
