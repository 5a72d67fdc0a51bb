package org.chartseal.consent.engine;

/** What a provision does where it matches. */
public enum Effect {
    /** Lets the access pass. */
    PERMIT,
    /** Refuses it. */
    DENY
}
