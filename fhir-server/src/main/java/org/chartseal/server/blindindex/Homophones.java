package org.chartseal.server.blindindex;

/**
 * How many tokens a value has for the rows that carry it. Up to 4,096 rows each has one of its own, so equal values show
 * nowhere; beyond that the number of tokens grows with the square root of the rows, so that a search for what nearly all
 * have does not send as many tokens as there are rows. A value at a level has {@code 2^level} tokens, and rows written at
 * that level take the half that the level added.
 */
final class Homophones {
    /** The highest level at which each row has a token of its own. */
    private static final int OWN = 12;

    private static final int TOP = 19;

    private Homophones() {}

    /** The level of a value with so many rows. */
    static int level(long rows) {
        int level = 0;
        while (level < TOP && rows > capacity(level)) {
            level++;
        }
        return level;
    }

    /** Rows up to which a value stays at a level. */
    private static long capacity(int level) {
        return level <= OWN ? 1L << level : 1L << (2 * level - OWN);
    }

    /** Rows that a value at this level has at least. */
    static long rows(int level) {
        return level == 0 ? 1 : capacity(level - 1) + 1;
    }

    /** The homophone of a row, by its number among the value's and where the numbers of the level begin. */
    static int of(long row, int level, long start) {
        if (level == 0) {
            return 0;
        }
        int added = 1 << (level - 1);
        return added + (int) ((row + start) & (added - 1));
    }
}
