package org.chartseal.anchoring.log;

/** Hashes of complete subtrees of one tree. */
@FunctionalInterface
public interface HashReader {
    /**
     * The hash over the 2^level leaves from {@code index * 2^level}.
     *
     * @throws LogIntegrityException if the subtree is not complete in what is stored
     */
    byte[] hash(int level, long index);
}
