package org.chartseal.server.erasure;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.chartseal.server.integrity.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Carries unfinished erasures on, on the one node that holds the lease: also those that a crash left in the midst. */
final class ErasureSchedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ErasureSchedule.class);
    private static final String LEASE = "erasure";
    private static final long PAUSE_MS = 500;

    private final PatientErasure erasures;
    private final ErasureStore store;
    private final Lease lease;
    private final ErasureProblems problems = new ErasureProblems(Clock.systemUTC());
    private final String node = UUID.randomUUID().toString();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "erasure");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean running;

    ErasureSchedule(PatientErasure erasures, ErasureStore store, Lease lease) {
        this.erasures = erasures;
        this.store = store;
        this.lease = lease;
    }

    @Override
    public void start() {
        running = true;
        var unused = executor.scheduleWithFixedDelay(this::runOnce, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    private void runOnce() {
        try {
            var unfinished = store.unfinished();
            if (unfinished.isEmpty() || !lease.hold(LEASE, node)) {
                return;
            }
            unfinished.forEach(this::advance);
        } catch (RuntimeException failure) {
            if (running) {
                log.warn("Erasures could not be looked for; it will be tried again", failure);
            }
        }
    }

    private void advance(Erasure erasure) {
        if (!running || problems.waits(erasure.id())) {
            return;
        }
        try {
            erasures.advance(erasure.id());
            problems.solved(erasure.id());
        } catch (RuntimeException failure) {
            if (running) {
                problems.met(erasure.id(), failure);
                log.warn("An erasure did not get on; it will be tried again", failure);
            }
        }
    }

    /** Why an erasure does not get on, empty if it does or if another node carries it on. */
    Optional<String> problem(String id) {
        return problems.of(id);
    }

    /** Waits until an erasure is done, at most so long, and no longer than it gets on. */
    boolean carryOut(String id, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (store.byId(id)
                    .filter(erasure -> erasure.state() == Erasure.State.DONE)
                    .isPresent()) {
                return true;
            }
            if (problem(id).isPresent()) {
                return false;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("An erasure did not come to rest within 10 s; the next start carries it on");
            }
            lease.release(LEASE, node);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
