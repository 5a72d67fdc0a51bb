package org.chartseal.server.campaign;

import java.util.Arrays;
import java.util.List;

/**
 * What must be said of a tampering.
 *
 * @param verdict of each finding
 * @param words that name what was done
 * @param leaves that must be named; -1 stands for the log as a whole
 */
record Sought(String verdict, String words, List<Long> leaves) {
    static final long LOG = -1;

    static Sought of(String verdict, String words, Long... leaves) {
        return new Sought(verdict, words, Arrays.asList(leaves));
    }
}
