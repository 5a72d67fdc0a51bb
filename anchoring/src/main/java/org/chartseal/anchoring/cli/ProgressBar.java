package org.chartseal.anchoring.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.chartseal.anchoring.proof.LogAudit;

/** How far an audit is: one line that is written over, at most twice a second. */
final class ProgressBar implements LogAudit.Progress {
    private static final int WIDTH = 30;
    private static final long PAUSE = 500_000_000;
    private static final int LOOK_EVERY = 0xff;

    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final long begun;
    private long printed;
    private long first = -1;

    ProgressBar(PrintWriter out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.printed = begun;
    }

    @Override
    public void at(long walked, long size) {
        if (first < 0) {
            first = walked - 1;
        }
        if (walked == size || (walked & LOOK_EVERY) == 0) {
            long now = nanoTime.getAsLong();
            if (walked == size || now - printed >= PAUSE) {
                printed = now;
                print(walked, size, Math.max(1, now - begun));
            }
        }
    }

    private void print(long walked, long size, long nanos) {
        double rate = (walked - first) * 1e9 / nanos;
        int full = (int) (WIDTH * walked / size);
        out.printf(
                Locale.ROOT,
                "\r[%s%s] %3d %%  %,d of %,d leaves, %,.0f/s, %,.0f s left ",
                "#".repeat(full),
                "-".repeat(WIDTH - full),
                100 * walked / size,
                walked,
                size,
                rate,
                (size - walked) / rate);
        out.flush();
    }

    /** Ends the line. */
    void end() {
        out.println();
        out.flush();
    }
}
