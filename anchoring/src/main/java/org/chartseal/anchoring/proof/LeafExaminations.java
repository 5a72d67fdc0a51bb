package org.chartseal.anchoring.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Examines the leaves of an export, a line each, on all cores and in their order. Memory: a few thousand lines. What reading
 * a line throws, {@link #next()} throws.
 */
public final class LeafExaminations implements Iterator<ExaminedLeaf>, AutoCloseable {
    private static final int LINES = 200;

    private final String origin;
    private final Iterator<String> lines;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
        Thread thread = new Thread(work, "leaf-examination");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Future<List<ExaminedLeaf>>> ahead = new ArrayDeque<>();
    private Iterator<ExaminedLeaf> ready = List.<ExaminedLeaf>of().iterator();

    /**
     * @param origin the log's
     * @param lines one {@link OpenedLeaf} each, in their order
     */
    public LeafExaminations(String origin, Iterator<String> lines) {
        this.origin = origin;
        this.lines = lines;
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext()) {
            readAhead();
            Future<List<ExaminedLeaf>> first = ahead.poll();
            if (first == null) {
                return false;
            }
            ready = result(first).iterator();
        }
        return true;
    }

    @Override
    public ExaminedLeaf next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.next();
    }

    private void readAhead() {
        while (ahead.size() < 4 * threads && lines.hasNext()) {
            List<String> some = new ArrayList<>(LINES);
            while (some.size() < LINES && lines.hasNext()) {
                some.add(lines.next());
            }
            ahead.add(workers.submit(() -> examined(some)));
        }
    }

    private List<ExaminedLeaf> examined(List<String> some) {
        return some.stream()
                .map(line -> ExaminedLeaf.of(origin, OpenedLeaf.parse(line)))
                .toList();
    }

    private static List<ExaminedLeaf> result(Future<List<ExaminedLeaf>> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while leaves were examined", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
