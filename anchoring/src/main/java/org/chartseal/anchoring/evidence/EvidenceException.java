package org.chartseal.anchoring.evidence;

/** Evidence that does not show what it is shown for; the message is one of those in the specification. */
public final class EvidenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public EvidenceException(String message) {
        super(message);
        this.reason = message;
    }

    /** The message. */
    public String reason() {
        return reason;
    }
}
