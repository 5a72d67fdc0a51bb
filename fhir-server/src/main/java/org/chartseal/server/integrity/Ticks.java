package org.chartseal.server.integrity;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.chartseal.anchoring.log.LogHead;

/** Asks for a tick where the log was idle for long, or at every interval. Not thread-safe. */
final class Ticks implements LogChore {
    private final Runnable tick;
    private final TickProperties properties;
    private final LongSupplier nanos;
    private long lastSize = -1;
    private long since;

    /**
     * @param tick asks for the leaf
     * @param nanos a clock that never goes back, in nanoseconds
     */
    Ticks(Runnable tick, TickProperties properties, LongSupplier nanos) {
        this.tick = tick;
        this.properties = properties;
        this.nanos = nanos;
    }

    @Override
    public void run(LogHead head, BooleanSupplier mine) {
        long now = nanos.getAsLong();
        if (properties.interval().isZero()) {
            return;
        }
        if (lastSize < 0 || (!properties.padding() && head.size() != lastSize)) {
            lastSize = head.size();
            since = now;
        } else if (now - since >= properties.interval().toNanos()) {
            since = now;
            tick.run();
        }
    }
}
