package org.chartseal.anchoring.log;

/** A text that is no C2SP checkpoint, signed note or verifier key. */
public final class CheckpointFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointFormatException(String message) {
        super(message);
    }
}
