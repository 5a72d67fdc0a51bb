package org.chartseal.anchoring.log;

import java.util.List;

/**
 * The newest leaf in the chain of one resource.
 *
 * @param subjects whom that version is about; those that left with it are not among them
 */
public record ResourceHead(long versionSeq, byte[] leafHash, List<String> subjects) {
    public ResourceHead {
        subjects = List.copyOf(subjects);
    }
}
