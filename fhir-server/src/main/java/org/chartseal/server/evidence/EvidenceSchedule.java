package org.chartseal.server.evidence;

import java.time.Duration;
import java.util.List;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LeasedWork;
import org.springframework.context.SmartLifecycle;

/** Collects evidence where the lease is held, on threads of its own: neither requests nor anchors wait for it. */
final class EvidenceSchedule implements SmartLifecycle {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Receipts receipts;
    private final Stamps stamps;
    private final LeasedWork work;

    EvidenceSchedule(Receipts receipts, Stamps stamps, Lease lease) {
        this.receipts = receipts;
        this.stamps = stamps;
        this.work = new LeasedWork("evidence", lease);
    }

    @Override
    public void start() {
        work.start(LOOK, List.of(() -> receipts.look(work::mine), () -> stamps.look(work::mine)));
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
