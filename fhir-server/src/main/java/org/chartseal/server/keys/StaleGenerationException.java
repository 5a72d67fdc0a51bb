package org.chartseal.server.keys;

/** The shard keys were replaced by somebody else meanwhile: open the new ones and try again. */
public final class StaleGenerationException extends Exception {
    private static final long serialVersionUID = 1;
}
