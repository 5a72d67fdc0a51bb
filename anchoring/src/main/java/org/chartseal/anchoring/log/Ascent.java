package org.chartseal.anchoring.log;

import org.chartseal.anchoring.canonical.Sha256;

/**
 * The way from a node up to the root of a tree of a known size, along the siblings that a proof names: the numbers FN
 * and SN of RFC 9162, sections 2.1.3.2 and 2.1.4.2. The size alone says how many siblings there are, and on which side.
 */
final class Ascent {
    private long node;
    private long last;

    /**
     * Begins at a node.
     *
     * @param node its place on its level
     * @param last the place of the last node there
     */
    Ascent(long node, long last) {
        this.node = node;
        this.last = last;
    }

    /** Whether this is the root: a path that goes on from here, or ends before, proves nothing. */
    boolean atRoot() {
        return last == 0;
    }

    /** Whether a proof may name this sibling here. */
    boolean takes(byte[] sibling) {
        return !atRoot() && sibling.length == Sha256.LENGTH;
    }

    /** Goes up past the next sibling; true if that one is on the left. */
    boolean upPastLeft() {
        boolean left = (node & 1) == 1 || node == last;
        if (left) {
            while ((node & 1) == 0 && node != 0) {
                up();
            }
        }
        up();
        return left;
    }

    private void up() {
        node >>>= 1;
        last >>>= 1;
    }
}
