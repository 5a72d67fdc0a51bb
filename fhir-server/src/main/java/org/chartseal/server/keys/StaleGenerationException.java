package org.chartseal.server.keys;

/** Keys were replaced or added by somebody else meanwhile: look at the new ones and try again. */
public final class StaleGenerationException extends Exception {
    private static final long serialVersionUID = 1;
}
