package org.chartseal.consent.fhir;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.consent.engine.Label;
import org.chartseal.consent.engine.ResourceFacts;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;

/** A resource to what the engine must know of it. */
public final class ResourceReader {
    private final FhirContext context;
    private final Map<String, List<String>> subjectElements;

    /** @param subjectElements by resource type, the elements that name whom a resource is about */
    public ResourceReader(FhirContext context, Map<String, List<String>> subjectElements) {
        this.context = context;
        this.subjectElements = subjectElements;
    }

    /** The facts. */
    public ResourceFacts read(IBaseResource resource) {
        Set<String> patients = new HashSet<>();
        Set<Label> labels = new HashSet<>();
        collect(resource, true, patients, labels);
        return new ResourceFacts(resource.fhirType(), Set.copyOf(patients), Set.copyOf(labels));
    }

    private void collect(IBaseResource resource, boolean standalone, Set<String> patients, Set<Label> labels) {
        if (resource instanceof Resource r4) {
            r4.getMeta().getSecurity().forEach(coding -> labels.add(ConsentCompiler.label(coding)));
        }
        // A contained Patient has an id too, but it names nobody outside its container.
        if (standalone
                && resource.fhirType().equals("Patient")
                && resource.getIdElement().hasIdPart()) {
            patients.add("Patient/" + resource.getIdElement().getIdPart());
        }
        String type = resource.fhirType();
        for (String element : subjectElements.getOrDefault(type, List.of())) {
            for (IBaseReference reference :
                    context.newTerser().getValues(resource, type + "." + element, IBaseReference.class)) {
                if ("Patient".equals(reference.getReferenceElement().getResourceType())) {
                    patients.add("Patient/" + reference.getReferenceElement().getIdPart());
                }
            }
        }
        if (resource instanceof Bundle bundle) {
            bundle.getEntry().stream()
                    .filter(Bundle.BundleEntryComponent::hasResource)
                    .forEach(entry -> collect(entry.getResource(), true, patients, labels));
        }
        if (resource instanceof DomainResource domain) {
            domain.getContained().forEach(contained -> collect(contained, false, patients, labels));
        }
    }
}
