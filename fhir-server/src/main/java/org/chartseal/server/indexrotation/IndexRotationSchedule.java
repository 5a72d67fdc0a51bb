package org.chartseal.server.indexrotation;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.chartseal.server.blindindex.IndexGenerations;
import org.chartseal.server.blindindex.IndexRotationProperties;
import org.chartseal.server.integrity.Lease;
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
    private static final String LEASE = "index-rotation";

    private final IndexRotation rotation;
    private final IndexRotationStore store;
    private final IndexGenerations generations;
    private final Lease lease;
    private final IndexRotationProperties properties;
    private final String node = UUID.randomUUID().toString();
    private volatile @Nullable ScheduledExecutorService executor;
    private volatile boolean running;
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
        this.lease = lease;
        this.properties = properties;
    }

    @Override
    public void start() {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "index-rotation");
            thread.setDaemon(true);
            return thread;
        });
        executor = threads;
        running = true;
        long pause = properties.lookEvery().toMillis();
        var unusedLooks = threads.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
        var unusedWorks = threads.scheduleWithFixedDelay(this::work, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            generations.look();
        } catch (RuntimeException failure) {
            if (running) {
                log.warn("The state of the search index could not be read; it will be tried again", failure);
            }
        }
    }

    private void work() {
        try {
            while (running && store.seen().underWay() && lease.hold(LEASE, node) && rotation.advance()) {
                problem = null;
                Thread.sleep(properties.pause().toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (running) {
                // Not what a library says of it: that may quote what it was given.
                problem = failure instanceof IllegalStateException
                        ? failure.getMessage()
                        : failure.getClass().getSimpleName();
                log.warn("The rotation of the search index's key did not get on; it will be tried again", failure);
            }
        }
    }

    /** Why the rotation does not get on, empty if it does or if another node carries it on. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService threads = executor;
        if (threads == null) {
            return;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("The rotation of the search index's key did not come to rest within 10 s; it goes on later");
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
