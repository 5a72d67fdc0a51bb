package org.chartseal.anchoring.watch;

import java.util.Map;

/**
 * Something that a person must look at.
 *
 * @param source which node, or the server
 * @param detail expected and found
 * @param evidence what shows it, by name; empty where nothing lasting does
 */
public record Alarm(Kind kind, String source, String detail, Map<String, String> evidence) {
    /** What is wrong. */
    public enum Kind {
        /** Two histories of one log. */
        FORK(true),
        /** Less than was there before. */
        ROLLBACK(true),
        /** Another chain, contract or log than the trust file pins. */
        REPLACED(true),
        /** What should go on does not. */
        STALL(false);

        private final boolean contradiction;

        Kind(boolean contradiction) {
            this.contradiction = contradiction;
        }

        /** Whether the log or its chain contradicts itself; else it may pass by itself. */
        public boolean isContradiction() {
            return contradiction;
        }
    }

    public Alarm {
        evidence = Map.copyOf(evidence);
    }

    Alarm(Kind kind, String source, String detail) {
        this(kind, source, detail, Map.of());
    }

    /** In one line. */
    public String text() {
        return kind + " " + source + ": " + detail;
    }
}
