package org.chartseal.anchoring.evidence;

/** Evidence that does not show what it is shown for; the message is one of those in the specification. */
public final class EvidenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EvidenceException(String message) {
        super(message);
    }
}
