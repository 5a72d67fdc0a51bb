package org.chartseal.server.integrity;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work in the background that one node does at a time: threads that look for it again and again, and the lease that says
 * whose it is. A failure ends one look, never the looking. It may be stopped at any time, and started again.
 */
public final class LeasedWork {
    private static final Logger log = LoggerFactory.getLogger(LeasedWork.class);
    private static final long RENEW_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long REST_S = 10;

    private final String name;
    private final Lease lease;
    private final String node = UUID.randomUUID().toString();
    private @Nullable ScheduledExecutorService executor;
    private volatile boolean running;
    private boolean held;
    private long heldNs;

    /** @param name of the lease and of the threads */
    public LeasedWork(String name, Lease lease) {
        this.name = name;
        this.lease = lease;
    }

    /** Does each of these so long after it last came to its end, on a thread of its own, whoever holds the lease. */
    public synchronized void start(Duration pause, List<Runnable> looks) {
        running = true;
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(looks.size(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor = threads;
        for (Runnable look : looks) {
            var unused = threads.scheduleWithFixedDelay(
                    () -> look(look), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            if (running) {
                log.warn("Looking for work ({}) failed; it will be tried again", name, failure);
            }
        }
    }

    /** Whether the work goes on here: false once it is stopped, or another node holds the lease. */
    public synchronized boolean mine() {
        if (!running) {
            return false;
        }
        long now = System.nanoTime();
        if (!held || now - heldNs >= RENEW_NS) {
            heldNs = now;
            held = lease.hold(name, node);
        }
        return held;
    }

    /** Whether it was started, and not stopped since. */
    public boolean running() {
        return running;
    }

    /** Ends it: waits for what is under way, ten seconds at most, and gives the lease back. */
    public void stop() {
        ScheduledExecutorService threads;
        synchronized (this) {
            running = false;
            threads = executor;
            executor = null;
        }
        if (threads == null) {
            return;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(REST_S, TimeUnit.SECONDS)) {
                log.warn("The work {} did not come to rest within {} s; whoever starts next goes on", name, REST_S);
            }
            synchronized (this) {
                held = false;
            }
            lease.release(name, node);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
