package org.chartseal.server.integrity;

import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.TrustFile;

/** What was collected for anchors while it could be had, for verifiers who ask no node (format 2). */
public interface CollectedEvidence {
    /** Evidence of an anchor as it stands now; none while it is being collected. */
    List<EvidenceItem> of(Anchor anchor);

    /** The first of the anchors covering this many leaves for which all is there that is collected, empty if none is. */
    Optional<Anchor> firstComplete(long treeSize);

    /** A checkpoint with the lines of the witnesses who cosigned it, below the log's own. */
    SignedCheckpoint cosigned(SignedCheckpoint checkpoint);

    /** Whether officers are given a trust file of format 2, and so have a verifier that reads that format. */
    boolean pinned();

    /** The trust file with all that is pinned: the same where nothing is. */
    TrustFile pinnedIn(TrustFile first);
}
