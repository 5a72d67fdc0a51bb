package org.chartseal.anchoring.proof;

/** A text that is no proof file, trust file or exported leaf of this format. Nothing follows from it. */
public final class ProofFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProofFormatException(String message) {
        super(message);
    }

    ProofFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
