package org.chartseal.anchoring.proof;

/** What was checked against whom, and how it came out. */
public record LevelResult(Level level, Status status, String reason) {
    /** Sources of evidence, each independent of the ones before. */
    public enum Level {
        /** The file alone, against the trust file. */
        L0("self-consistent"),
        /** The server as it answers now. */
        L1("server"),
        /** A node of the chain. */
        L2("RPC node"),
        /** A block header that the trust file vouches for. */
        L3("offline header"),
        /** Witnesses and time stamps. */
        L4("witnesses and time stamps");

        private final String title;

        Level(String title) {
            this.title = title;
        }

        /** The level in words. */
        public String title() {
            return title;
        }
    }

    /** Outcomes of a level. */
    public enum Status {
        PASSED,
        FAILED,
        NOT_CHECKED;

        /** The outcome in words. */
        public String word() {
            return this == NOT_CHECKED ? "not checked" : this == PASSED ? "passed" : "failed";
        }
    }
}
