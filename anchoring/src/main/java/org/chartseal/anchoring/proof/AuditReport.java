package org.chartseal.anchoring.proof;

import java.util.List;
import java.util.Map;

/**
 * What an audit of a whole log found. An authorised erasure does not spoil it: the overall verdict is VERIFIED if every
 * leaf is VERIFIED or ERASED. Anchors are part of it where a node was asked.
 *
 * @param size leaves the checkpoint names
 * @param resumedAt leaves that an earlier audit had walked, whose content was not read again; 0 if there was none
 * @param counts leaves by verdict
 * @param findings what is wrong with single leaves, ascending by index; -1 stands for the log as a whole
 */
public record AuditReport(
        Verdict verdict, long size, long resumedAt, Map<Verdict, Long> counts, List<LeafFinding> findings) {
    /** A finding and where it is. */
    public record LeafFinding(long index, Finding finding) {}
}
