package org.chartseal.server.keys;

/** A key that should be there cannot be had now. An outage, never an erasure: answered with 503. */
public class KeyUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was asked for, without any key material */
    public KeyUnavailableException(String message) {
        super(message);
    }

    /**
     * @param message what was asked for, without any key material
     * @param cause why it failed
     */
    public KeyUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
