package org.chartseal.anchoring.promise;

/** A promise is not in the form it must have. */
public final class PromiseFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PromiseFormatException(String message) {
        super(message);
    }
}
