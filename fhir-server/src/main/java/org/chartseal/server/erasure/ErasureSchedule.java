package org.chartseal.server.erasure;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LeasedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Carries unfinished erasures on, on the one node that holds the lease: also those that a crash left in the midst. */
final class ErasureSchedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ErasureSchedule.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final PatientErasure erasures;
    private final ErasureStore store;
    private final ForgottenValues values;
    private final LeasedWork work;
    private volatile long lastLook;
    private final ErasureProblems problems = new ErasureProblems(Clock.systemUTC());

    ErasureSchedule(PatientErasure erasures, ErasureStore store, ForgottenValues values, Lease lease) {
        this.erasures = erasures;
        this.store = store;
        this.values = values;
        this.work = new LeasedWork("erasure", lease);
    }

    @Override
    public void start() {
        lastLook = System.nanoTime();
        work.start(PAUSE, List.of(this::carryOn));
    }

    private void carryOn() {
        long now = System.nanoTime();
        if (now - lastLook >= values.pause().toNanos() && work.mine()) {
            lastLook = now;
            values.look();
        }
        List<Erasure> unfinished = store.unfinished();
        if (!unfinished.isEmpty() && work.mine()) {
            unfinished.forEach(this::advance);
        }
    }

    private void advance(Erasure erasure) {
        if (!work.running() || problems.waits(erasure.id())) {
            return;
        }
        try {
            erasures.advance(erasure.id());
            problems.solved(erasure.id());
        } catch (RuntimeException failure) {
            if (work.running()) {
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
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.running();
    }
}
