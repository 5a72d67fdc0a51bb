package org.chartseal.server.sealing;

import java.util.List;

/** A table with values that are sealed to key slots. */
public interface SealedTable {
    /** Whether looking for rows by their slot means to go through the whole table. */
    boolean whole();

    /**
     * Seals all values again that are sealed to a slot which is being left, a transaction a page. When this returns, it has
     * looked through all rows and found none.
     *
     * @throws SealBrokenException if a row that says it is sealed to such a slot does not open
     * @throws org.chartseal.server.keys.KeyUnavailableException if a key is missing
     */
    void sealAgain(SealAgain again, Pace pace);

    /** How fast to go. */
    interface Pace {
        /** Rows a transaction, at most. */
        int chunk();

        /**
         * Called after each page, outside of transactions; takes its time, and gives up the work with an exception where it
         * is not to go on.
         *
         * @param sealed how many rows were sealed again in it
         */
        void rest(int sealed);
    }

    /**
     * A statement that puts a value in the place of the one it was made from, and does nothing where that is not there any
     * more.
     */
    record Change(String sql, List<Object> arguments) {}
}
