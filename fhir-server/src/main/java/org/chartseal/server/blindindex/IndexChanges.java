package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.util.AddRemoveCount;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the index rows that some work of this thread's adds and removes. */
public final class IndexChanges {
    private static final ThreadLocal<@Nullable AtomicLong> COUNTING = new ThreadLocal<>();

    private IndexChanges() {}

    /** Does the work, and says how many rows it added and removed. */
    public static long of(Runnable work) {
        AtomicLong count = new AtomicLong();
        COUNTING.set(count);
        try {
            work.run();
            return count.get();
        } finally {
            COUNTING.remove();
        }
    }

    /** Whether this thread's work is that of {@link #of}: it indexes what is stored, and nothing new. */
    public static boolean counting() {
        return COUNTING.get() != null;
    }

    static void note(AddRemoveCount changes) {
        AtomicLong count = COUNTING.get();
        if (count != null) {
            count.addAndGet((long) changes.getAddCount() + changes.getRemoveCount());
        }
    }
}
