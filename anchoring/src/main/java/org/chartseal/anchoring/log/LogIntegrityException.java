package org.chartseal.anchoring.log;

/** What is stored contradicts itself: an incident. Nothing is signed after it. */
public final class LogIntegrityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogIntegrityException(String message) {
        super(message);
    }
}
