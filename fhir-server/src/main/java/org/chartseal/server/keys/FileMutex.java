package org.chartseal.server.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One at a time, among all threads of all processes that change a file: a lock on a file of its own beside it, which is
 * never removed. The operating system lifts it when its holder dies.
 */
final class FileMutex {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A file lock is the whole process's: this one keeps its threads apart. */
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock();

    private final Path lockFile;

    /** @param file what is to be changed by one at a time */
    FileMutex(Path file) {
        this.lockFile = file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * What is done alone.
     *
     * @param <T> its outcome
     */
    interface Work<T> {
        /** Does it. */
        T run() throws IOException, GeneralSecurityException;
    }

    /**
     * Does the work while nobody else does theirs.
     *
     * @throws IOException if the lock is not to be had: within 30 s, or at all
     */
    <T> T alone(Work<T> work) throws IOException, GeneralSecurityException {
        if (!locked()) {
            throw held();
        }
        try (FileChannel channel = OwnerOnlyFiles.openOrCreate(lockFile);
                FileLock lock = lock(channel)) {
            if (!lock.isValid()) {
                throw held();
            }
            return work.run();
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    private static boolean locked() throws IOException {
        try {
            return THIS_PROCESS.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline) {
                throw held();
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                throw interrupted(stopped);
            }
        }
    }

    private IOException held() {
        return new IOException("Expected to hold " + lockFile.getFileName() + " within " + PATIENCE.toSeconds()
                + " s, found it held by another process");
    }

    private static IOException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IOException("Stopped while another process was waited for", stopped);
    }
}
