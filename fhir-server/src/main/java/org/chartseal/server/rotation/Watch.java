package org.chartseal.server.rotation;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Whether the work is still this node's to do: asked again and again, it ends the work where it is not. */
final class Watch {
    private static final Duration STEP = Duration.ofMillis(50);

    private final BooleanSupplier mine;

    /** @param mine false once the server stops, or another node has taken over */
    Watch(BooleanSupplier mine) {
        this.mine = mine;
    }

    /** The work is given up here, to be gone on with later or by another node. */
    static final class Relieved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Relieved() {
            super("The work is no longer this node's");
        }
    }

    /** @throws Relieved if it is not */
    void check() {
        if (!mine.getAsBoolean()) {
            throw new Relieved();
        }
    }

    /** Rests so long. */
    void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        check();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                Thread.sleep(Math.min(STEP.toMillis(), left / 1_000_000), (int) (left % 1_000_000));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Relieved();
            }
            check();
        }
    }
}
