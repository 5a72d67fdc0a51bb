package org.chartseal.server.scrub;

import java.util.Optional;
import java.util.Set;

/** One of the comparisons that a round is made of. It goes through rows in the order of their numbers. */
interface Check {
    /**
     * What some rows came to.
     *
     * @param rows how many were compared
     * @param position the last of them
     * @param done whether they were the last ones
     */
    record Look(int rows, long position, boolean done, Set<Finding> findings) {}

    /** The last row there is now. */
    long last();

    /**
     * Compares rows. A finding counts where two looks made it.
     *
     * @param after the row before them
     * @param last the last row to compare
     * @param most at most so many
     * @return empty if they cannot be compared now
     */
    Optional<Look> look(long after, long last, int most);
}
