package org.chartseal.consent.enforcement;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.consent.engine.AccessRequest;
import org.chartseal.consent.engine.ConsentEngine;
import org.chartseal.consent.engine.Decision;
import org.chartseal.consent.engine.Directive;
import org.chartseal.consent.engine.ResourceFacts;
import org.chartseal.consent.fhir.ResourceReader;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Decides on resources for the current accessor, with one look at the directives for all of them. */
public final class ConsentDecisions {
    private final ConsentEngine engine;
    private final ResourceReader reader;
    private final Directives directives;
    private final Accessors accessors;

    /** Decisions by this engine, on these directives, for whoever the accessors name. */
    public ConsentDecisions(ConsentEngine engine, ResourceReader reader, Directives directives, Accessors accessors) {
        this.engine = engine;
        this.reader = reader;
        this.directives = directives;
        this.accessors = accessors;
    }

    /** One decision a resource, in the order given. */
    public List<Decision> decide(Collection<? extends IBaseResource> resources) {
        AccessRequest request = accessors.current().orElse(null);
        List<ResourceFacts> facts = resources.stream().map(reader::read).toList();
        Set<String> patients = new HashSet<>();
        facts.forEach(resource -> patients.addAll(resource.patients()));
        Map<String, List<Directive>> known = patients.isEmpty() ? Map.of() : directives.of(patients);
        return facts.stream()
                .map(resource -> engine.decide(request, resource, known))
                .toList();
    }

    /** Whether the current accessor may see this resource. */
    public boolean visible(IBaseResource resource) {
        return decide(List.of(resource)).get(0).permitted();
    }

    /** Whether a count could tell the current accessor of something it may not see. */
    public boolean countsCouldTell() {
        return accessors.current().orElse(null) == null
                || accessors.current().get().standing() != AccessRequest.Standing.ADMINISTRATOR_POLICY
                || directives.any();
    }
}
