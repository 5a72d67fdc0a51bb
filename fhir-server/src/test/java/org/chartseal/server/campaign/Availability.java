package org.chartseal.server.campaign;

/** Tells clients whether the server is meant to be up, and when they are to stop. */
final class Availability {
    private boolean up;
    private boolean ended;
    private long paceMs;

    synchronized void up() {
        up = true;
        notifyAll();
    }

    synchronized void down() {
        up = false;
    }

    /** No client begins anything new. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** From now on each writing client rests this long between two requests. */
    synchronized void pace(long milliseconds) {
        paceMs = milliseconds;
    }

    void rest() throws InterruptedException {
        long rest;
        synchronized (this) {
            rest = paceMs;
        }
        if (rest > 0) {
            Thread.sleep(rest);
        }
    }

    synchronized boolean ended() {
        return ended;
    }

    /** Waits until the server is up. A pause first: right after a kill it still seems to be. */
    void awaitUp() throws InterruptedException {
        Thread.sleep(150);
        synchronized (this) {
            while (!up) {
                wait();
            }
        }
    }
}
