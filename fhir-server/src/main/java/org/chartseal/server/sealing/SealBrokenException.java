package org.chartseal.server.sealing;

/** A sealed value does not open where it stands: altered, moved, swapped, or from another server. */
public final class SealBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong, in words that carry no data */
    public SealBrokenException(String reason) {
        super("A stored row is not what was sealed: " + reason);
    }
}
