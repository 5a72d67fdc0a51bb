package org.chartseal.server.rotation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LeasedWork;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.sealing.SealBrokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Carries rotations on, one after the other, on the one node that holds the lease: also those that a crash left. */
final class DataKeyRotationSchedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DataKeyRotationSchedule.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long FIRST_WAIT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_WAIT_NS = TimeUnit.MINUTES.toNanos(5);

    private final DataKeyRotation rotations;
    private final DataKeyRotationStore store;
    private final LeasedWork work;
    private volatile Optional<Problem> problem = Optional.empty();

    private record Problem(String id, String why, long waitNs, long sinceNs) {
        boolean over() {
            return System.nanoTime() - sinceNs > waitNs;
        }
    }

    DataKeyRotationSchedule(DataKeyRotation rotations, DataKeyRotationStore store, Lease lease) {
        this.rotations = rotations;
        this.store = store;
        this.work = new LeasedWork("data-keys", lease);
    }

    @Override
    public void start() {
        work.start(PAUSE, List.of(this::carryOn));
    }

    private void carryOn() {
        List<Rotation> unfinished = store.unfinished();
        if (!unfinished.isEmpty() && problem.map(Problem::over).orElse(true) && work.mine()) {
            advance(unfinished.get(0));
        }
    }

    private void advance(Rotation rotation) {
        try {
            rotations.advance(rotation.id(), new Watch(work::mine));
            problem = Optional.empty();
        } catch (Watch.Relieved relieved) {
            log.info("A rotation of data keys is left to whoever goes on with it");
        } catch (RuntimeException failure) {
            if (work.running()) {
                long wait = problem.filter(known -> known.id().equals(rotation.id()))
                        .map(known -> Math.min(LONGEST_WAIT_NS, known.waitNs() * 2))
                        .orElse(FIRST_WAIT_NS);
                problem = Optional.of(new Problem(rotation.id(), words(failure), wait, System.nanoTime()));
                log.warn("A rotation of data keys did not get on; it will be tried again", failure);
            }
        }
    }

    /** Our own words only: others' may repeat data. */
    private static String words(RuntimeException failure) {
        return failure instanceof IncompleteLogException
                ? String.valueOf(failure.getMessage())
                : failure instanceof SealBrokenException
                        ? "A row under a key that is being left does not open: restore it, the key is kept"
                        : failure instanceof KeyUnavailableException
                                ? "A key is missing, and no erasure took it"
                                : "The rotation met a failure: see the server's log";
    }

    /** Why a rotation does not get on, empty if it does or if another node carries it on. */
    Optional<String> problem(String id) {
        return problem.filter(known -> known.id().equals(id)).map(Problem::why);
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
