package org.chartseal.anchoring.witness;

import java.nio.file.Path;

/** What came of one look at the log. */
public sealed interface Observation {
    /** In words, for whoever runs the witness. */
    String text();

    /**
     * All is well.
     *
     * @param size leaves in the mirror
     * @param added of them new
     * @param signed leaves that were signed for the chain, 0 if nothing waited that was not signed before
     */
    record Consistent(long size, long added, long signed) implements Observation {
        @Override
        public String text() {
            return size + " leaves, " + added + " new" + (signed > 0 ? "; signed " + signed + " for the chain" : "");
        }
    }

    /** Nothing was signed, and it may pass by itself. */
    record Refused(String reason) implements Observation {
        @Override
        public String text() {
            return "REFUSED: " + reason;
        }
    }

    /** Nothing was signed: the log contradicts what it signed before. */
    record Contradicted(Evidence.Kind kind, String reason, Path evidence) implements Observation {
        @Override
        public String text() {
            return kind + ": " + reason + "; evidence in " + evidence;
        }
    }
}
