package org.chartseal.anchoring.chain;

/** When a block is believed to stay. */
public enum Finality {
    /** When enough blocks are on top of it: for chains that say nothing themselves, and those final at once (depth 0). */
    DEPTH,
    /** When the node's {@code finalized} block is at its height or above: for chains whose validators vote on it. */
    FINALIZED
}
