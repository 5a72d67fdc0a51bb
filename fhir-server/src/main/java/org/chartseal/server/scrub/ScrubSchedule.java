package org.chartseal.server.scrub;

import java.time.Duration;
import java.util.List;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LeasedWork;
import org.springframework.context.SmartLifecycle;

/** Carries the comparison on where the lease is held, at the pace that is configured. */
final class ScrubSchedule implements SmartLifecycle {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Scrub scrub;
    private final LeasedWork work;
    private final ScrubProperties properties;

    ScrubSchedule(Scrub scrub, Lease lease, ScrubProperties properties) {
        this.scrub = scrub;
        this.work = new LeasedWork("scrub", lease);
        this.properties = properties;
    }

    @Override
    public void start() {
        if (properties.enabled()) {
            work.start(LOOK, List.of(this::carryOn));
        }
    }

    private void carryOn() {
        try {
            while (work.running() && scrub.due() && work.mine() && scrub.advance()) {
                Thread.sleep(properties.pause().toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.running();
    }
}
