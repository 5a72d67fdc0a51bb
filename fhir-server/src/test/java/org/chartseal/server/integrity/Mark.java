package org.chartseal.server.integrity;

import java.util.EnumMap;
import java.util.Map;

/** A place in the work of a store that a child process can be stopped at, to be killed there. */
enum Mark {
    WRITE_BEFORE_COMMIT,
    WRITE_BEFORE_ACKNOWLEDGEMENT,
    SEQUENCE_BEFORE_APPEND,
    TILE_IN_APPEND,
    APPEND_BEFORE_COMMIT,
    CHECKPOINT_BEFORE_SAVE,
    CHECKPOINT_BEFORE_SIGHT;

    /** Stops the thread for good, and says so, when a chosen mark is passed for the n-th time. */
    static final class Stops {
        private final Mark chosen;
        private final Map<Mark, Integer> passed = new EnumMap<>(Mark.class);
        private final int nth;

        /** @param place a mark and how often it is passed, such as {@code TILE_IN_APPEND:3}, or {@code none} */
        Stops(String place) {
            String[] parts = place.split(":", -1);
            this.chosen = parts.length == 2 ? Mark.valueOf(parts[0]) : null;
            this.nth = parts.length == 2 ? Integer.parseInt(parts[1]) : 0;
        }

        void pass(Mark mark) {
            boolean here;
            synchronized (passed) {
                here = passed.merge(mark, 1, Integer::sum) == nth && mark == chosen;
            }
            if (here) {
                StoreCrashChild.say("at " + mark);
                while (true) {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException unexpected) {
                        throw new IllegalStateException(unexpected);
                    }
                }
            }
        }
    }
}
