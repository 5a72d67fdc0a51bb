package org.chartseal.anchoring.log;

/** Bytes that are no W, V or S of this format, or values that cannot be put into one. */
public final class LeafFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeafFormatException(String message) {
        super(message);
    }
}
