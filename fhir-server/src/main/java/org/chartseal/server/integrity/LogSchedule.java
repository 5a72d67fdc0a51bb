package org.chartseal.server.integrity;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.Sequencer;
import org.chartseal.anchoring.log.SequencerResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the sequencer and then the anchoring, off the request path, on the one node that holds the lease. */
final class LogSchedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LogSchedule.class);

    private final Sequencer sequencer;
    private final Anchoring anchoring;
    private final Lease lease;
    private final LogProperties properties;
    private final List<LogChore> chores;
    private final LogIncidents incidents;
    private final String node = UUID.randomUUID().toString();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "integrity-log");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;
    private @Nullable Future<?> runs;

    LogSchedule(
            Sequencer sequencer,
            Anchoring anchoring,
            Lease lease,
            LogProperties properties,
            List<LogChore> chores,
            LogIncidents incidents) {
        this.sequencer = sequencer;
        this.anchoring = anchoring;
        this.lease = lease;
        this.properties = properties;
        this.chores = List.copyOf(chores);
        this.incidents = incidents;
    }

    @Override
    public void start() {
        running = true;
        long pause = properties.interval().toMillis();
        runs = executor.scheduleWithFixedDelay(this::runOnce, Math.min(pause, 500), pause, TimeUnit.MILLISECONDS);
    }

    private void runOnce() {
        try {
            if (!lease.hold("sequencer", node)) {
                return;
            }
            SequencerResult result = sequencer.sequence(properties.batchSize());
            // A full batch means more is waiting: go on, the lease permitting.
            while (running && result.leaves() >= properties.batchSize() && lease.hold("sequencer", node)) {
                result = sequencer.sequence(properties.batchSize());
            }
            anchoring.tick();
            LogHead head = result.head();
            chores.forEach(chore -> run(chore, head));
        } catch (RuntimeException failure) {
            if (running) {
                incidents.report(
                        "the sequencer stopped with " + failure.getClass().getSimpleName());
                log.warn("Sequencing failed; it will be tried again", failure);
            }
        }
    }

    /** What goes wrong here keeps nothing from being sequenced and anchored. */
    private void run(LogChore chore, LogHead head) {
        try {
            chore.run(head, () -> running && lease.hold("sequencer", node));
        } catch (RuntimeException failure) {
            if (running) {
                String what = chore.getClass().getSimpleName();
                incidents.report(what + " stopped with " + failure.getClass().getSimpleName());
                log.warn("{} failed; it will be tried again", what, failure);
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        if (runs != null) {
            runs.cancel(false);
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("The integrity log did not come to rest within 10 s");
            }
            lease.release("sequencer", node);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
