package org.chartseal.consent.engine;

import org.jspecify.annotations.Nullable;

/** What one directive says of one access. */
enum DirectiveOutcome {
    DENY,
    PERMIT,
    /** It permits, but other data than this. */
    WEAK_DENY,
    NOT_APPLICABLE;

    static DirectiveOutcome of(Directive directive, AccessRequest request, ResourceFacts resource) {
        if (!directive.supported()) {
            return deniesAnything(directive) ? DENY : NOT_APPLICABLE;
        }
        Provision root = directive.root();
        Effect rootEffect = rootEffect(directive);
        if (!root.accessorMatches(request)) {
            return NOT_APPLICABLE;
        }
        if (!root.dataMatches(resource, rootEffect)) {
            return rootEffect == Effect.PERMIT && root.effect() == Effect.PERMIT ? WEAK_DENY : NOT_APPLICABLE;
        }
        Effect nested = nested(root, rootEffect, request, resource);
        Effect effect = nested == null ? rootEffect : nested;
        if (nested == null && isOptOutException(directive)) {
            // Under OPTOUT an exception without a type grants nothing by itself.
            return NOT_APPLICABLE;
        }
        return effect == Effect.PERMIT ? PERMIT : DENY;
    }

    /** An untyped root without criteria is the base rule; with criteria it is an exception to it. */
    private static Effect rootEffect(Directive directive) {
        Provision root = directive.root();
        if (root.effect() != null) {
            return root.effect();
        }
        if (!hasCriteria(root)) {
            return directive.base();
        }
        return Effect.DENY;
    }

    private static boolean isOptOutException(Directive directive) {
        return directive.root().effect() == null && hasCriteria(directive.root()) && directive.base() == Effect.DENY;
    }

    private static boolean hasCriteria(Provision root) {
        return !root.actors().isEmpty()
                || !root.classes().isEmpty()
                || !root.labels().isEmpty();
    }

    /** The deepest match; among siblings a permit needs to be narrower than every deny that matches too. */
    private static @Nullable Effect nested(
            Provision parent, Effect inherited, AccessRequest request, ResourceFacts resource) {
        Provision permit = null;
        Provision deny = null;
        for (Provision child : parent.nested()) {
            Effect effect = child.effect() == null ? opposite(inherited) : child.effect();
            if (!child.accessorMatches(request) || !child.dataMatches(resource, effect)) {
                continue;
            }
            Effect deeper = nested(child, effect, request, resource);
            if ((deeper == null ? effect : deeper) == Effect.PERMIT) {
                permit = permit == null || child.narrowerThan(permit) ? child : permit;
            } else {
                deny = deny == null || child.narrowerThan(deny) ? child : deny;
            }
        }
        if (deny == null) {
            return permit == null ? null : Effect.PERMIT;
        }
        return permit != null && permit.narrowerThan(deny) && !deny.narrowerThan(permit) ? Effect.PERMIT : Effect.DENY;
    }

    private static Effect opposite(Effect effect) {
        return effect == Effect.PERMIT ? Effect.DENY : Effect.PERMIT;
    }

    private static boolean deniesAnything(Directive directive) {
        return directive.base() == Effect.DENY || denies(directive.root());
    }

    private static boolean denies(Provision provision) {
        return provision.effect() == Effect.DENY || provision.nested().stream().anyMatch(DirectiveOutcome::denies);
    }
}
