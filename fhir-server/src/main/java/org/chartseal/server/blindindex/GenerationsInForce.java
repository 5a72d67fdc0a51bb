package org.chartseal.server.blindindex;

import java.util.List;

/**
 * Which generations of the index count.
 *
 * @param step moves on with every change of the rest
 * @param reading the generation that searches ask
 * @param writing the generations that a write stores rows of
 * @param othersStay whether a write leaves rows of further generations where they are, for somebody else removes them
 */
public record GenerationsInForce(long step, int reading, List<Integer> writing, boolean othersStay) {
    /** What counts where no key was ever rotated. */
    public static final GenerationsInForce FIRST = new GenerationsInForce(0, 1, List.of(1), false);

    /** Tells what counts, as the database has it now. */
    public interface Source {
        /**
         * Looks.
         *
         * @throws IllegalStateException if what the database says is not what this server stored last
         */
        GenerationsInForce look();

        /** Has it known that somebody else changed what the database says. */
        void report(String incident);
    }
}
