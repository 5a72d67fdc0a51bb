package org.chartseal.consent.engine;

/** Permit or deny, always with the reason, which goes unchanged into the audit trail. */
public sealed interface Decision {
    /** Why. */
    Reason reason();

    /** Let it pass. */
    record Permit(Reason reason) implements Decision {}

    /** Refuse it, without a trace to the accessor. */
    record Deny(Reason reason) implements Decision {}

    /** Whether it passes. */
    default boolean permitted() {
        return this instanceof Permit;
    }
}
