package org.chartseal.anchoring.log;

import java.util.List;
import java.util.Map;

/**
 * Everything one append writes.
 *
 * @param leaves ascending from the expected head's size, without gaps
 * @param tiles every tile that changed, as wide as it is now
 * @param resourceHeads new heads by {@code Type/id}
 * @param subjectHeads new heads by subject
 * @param head the head after the append
 */
public record LogBatch(
        List<SequencedLeaf> leaves,
        List<Tile> tiles,
        Map<String, ResourceHead> resourceHeads,
        Map<String, SubjectHead> subjectHeads,
        LogHead head) {}
