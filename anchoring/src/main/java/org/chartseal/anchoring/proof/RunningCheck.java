package org.chartseal.anchoring.proof;

import java.util.List;
import org.chartseal.anchoring.log.CompactRange;

/** Something else that the leaves of a log are held to while an audit walks them. */
public interface RunningCheck {
    /**
     * Takes note of one more leaf.
     *
     * @param tree all leaves so far, this one among them; not to be changed
     */
    void grown(CompactRange tree, byte[] leafHash);

    /** Says that an earlier audit walked the first so many leaves, which are not shown now. */
    void resumed(long walked);

    /**
     * What is to be said after the last leaf.
     *
     * @param size leaves that the audited checkpoint names
     * @param asSigned whether the leaves have the root that the log's key signed for them
     */
    List<Finding> conclude(long size, boolean asSigned);
}
