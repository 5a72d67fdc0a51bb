package org.chartseal.server.indexrotation;

import java.util.List;
import java.util.Optional;
import org.chartseal.server.blindindex.IndexGenerations;
import org.chartseal.server.blindindex.IndexRotationProperties;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LeasedWork;
import org.chartseal.server.keys.KeyUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has every node take note of a rotation, and carries it on where the lease is held: also one that a crash left in the
 * midst.
 */
final class IndexRotationSchedule implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(IndexRotationSchedule.class);

    private final IndexRotation rotation;
    private final IndexRotationStore store;
    private final IndexGenerations generations;
    private final LeasedWork work;
    private final IndexRotationProperties properties;
    private volatile @Nullable String problem;

    IndexRotationSchedule(
            IndexRotation rotation,
            IndexRotationStore store,
            IndexGenerations generations,
            Lease lease,
            IndexRotationProperties properties) {
        this.rotation = rotation;
        this.store = store;
        this.generations = generations;
        this.work = new LeasedWork("index-rotation", lease);
        this.properties = properties;
    }

    @Override
    public void start() {
        work.start(properties.lookEvery(), List.of(generations::look, this::carryOn));
    }

    private void carryOn() {
        try {
            while (work.running() && store.seen().underWay() && work.mine() && rotation.advance()) {
                problem = null;
                Thread.sleep(properties.pause().toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (work.running()) {
                problem = words(failure);
                log.warn("The rotation of the search index's key did not get on; it will be tried again", failure);
            }
        }
    }

    /** Our own words only: others' may repeat data. */
    private static String words(RuntimeException failure) {
        return failure instanceof StalledRotationException
                ? String.valueOf(failure.getMessage())
                : failure instanceof KeyUnavailableException
                        ? "A key is missing"
                        : "The rotation met a failure: see the server's log";
    }

    /** Why the rotation does not get on, empty if it does or if another node carries it on. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
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
