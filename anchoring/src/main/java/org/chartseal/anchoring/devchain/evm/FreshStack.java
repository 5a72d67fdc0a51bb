package org.chartseal.anchoring.devchain.evm;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Goes on in a thread of its own where calls are nested so deep that the caller's own stack might not hold them. */
final class FreshStack {
    /** Depth of calls a thread has to bear; each takes some kilobytes of its stack. */
    private static final int DEPTH = 128;

    private FreshStack() {}

    /** Runs the frame of a call at this depth, on another thread where one is due, and waits for it. */
    static ExecutionResult at(int depth, Supplier<ExecutionResult> frame) {
        if (depth == 0 || depth % DEPTH != 0) {
            return frame.get();
        }
        FutureTask<ExecutionResult> task = new FutureTask<>(frame::get);
        Thread thread = new Thread(task, "evm depth " + depth);
        thread.setDaemon(true);
        thread.start();
        return result(task);
    }

    private static ExecutionResult result(FutureTask<ExecutionResult> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // State is half-way changed: the frame must come to its end first.
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException("frame failed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
