package org.chartseal.consent.engine;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One provision: an effect inside its criteria. An empty criterion matches everything.
 *
 * @param effect null where the Consent names none: an exception to the base rule
 * @param validity when the rule holds (Consent.provision.period)
 * @param actors who asks, by reference (provision.actor, but for the roles that describe the data)
 * @param classes resource types (provision.class)
 * @param labels security labels (provision.securityLabel)
 * @param nested exceptions to this provision
 */
public record Provision(
        @Nullable Effect effect,
        Validity validity,
        Set<String> actors,
        Set<String> classes,
        Set<Label> labels,
        List<Provision> nested) {

    /** Whether the criteria on who asks, and when, hold. */
    boolean accessorMatches(AccessRequest request) {
        return validity.contains(request.now())
                && (actors.isEmpty() || request.actors().stream().anyMatch(actors::contains));
    }

    /** Whether the criteria on the data hold, for a provision of this effect. */
    boolean dataMatches(ResourceFacts resource, Effect as) {
        return (classes.isEmpty() || classes.contains(resource.type()))
                && (labels.isEmpty() || LabelMatch.covers(labels, resource.labels(), as));
    }

    /** Whether each criterion here is equal to or narrower than the other's. */
    boolean narrowerThan(Provision other) {
        return within(actors, other.actors) && within(classes, other.classes) && within(labels, other.labels);
    }

    private static boolean within(Set<?> mine, Set<?> others) {
        return others.isEmpty() || (!mine.isEmpty() && others.containsAll(mine));
    }
}
