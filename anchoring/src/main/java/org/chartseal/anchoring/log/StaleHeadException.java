package org.chartseal.anchoring.log;

/** The log moved on between reading its head and appending: nothing was written. */
public final class StaleHeadException extends Exception {
    private static final long serialVersionUID = 1L;

    public StaleHeadException(LogHead expected, LogHead found) {
        super("expected the log at " + expected + ", found it at " + found);
    }
}
