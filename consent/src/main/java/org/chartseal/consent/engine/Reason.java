package org.chartseal.consent.engine;

import org.jspecify.annotations.Nullable;

/**
 * What made a decision.
 *
 * @param rule the rule that decided
 * @param directive the Consent it applied, null where none did
 */
public record Reason(Rule rule, @Nullable String directive) {
    /** The rules, in the order in which they are tried. */
    public enum Rule {
        /** The request has no known context. */
        UNKNOWN_CONTEXT,
        /** A directive denies. */
        DIRECTIVE_DENIES,
        /** A directive permits. */
        DIRECTIVE_PERMITS,
        /** A directive permits other data of this patient only. */
        DIRECTIVE_PERMITS_OTHER_DATA,
        /** No directive applies: the deployment's implicit policy decides. */
        IMPLICIT_POLICY,
        /** The resource is about no patient: its type is on the administrator's list, or not. */
        NO_PATIENT
    }
}
