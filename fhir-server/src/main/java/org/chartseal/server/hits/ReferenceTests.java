package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/** Comparisons of a reference that is asked for with those in a body. */
final class ReferenceTests {
    private final FhirContext context;
    private final References references;

    ReferenceTests(FhirContext context, References references) {
        this.context = context;
        this.references = references;
    }

    List<IIdType> in(IBaseResource body, RuntimeSearchParam parameter) {
        return references.of(body, parameter);
    }

    /** The comparison, or null where the search asks for more than whom a reference names. */
    @Nullable
    Predicate<IIdType> of(ReferenceParam asked) {
        if (asked.hasChain() || asked.isMdmExpand() || asked.isEmpty()) {
            return null;
        }
        String address = References.unversioned(asked.getValue());
        Predicate<IIdType> named =
                reference -> address.equals(References.name(reference)) || address.equals(reference.getValue());
        String id = asked.getIdPart();
        if (asked.getBaseUrl() != null || id == null) {
            return named;
        }
        String type = asked.getResourceType();
        if (type == null || type.isBlank()) {
            return named.or(reference -> id.equals(reference.getIdPart()));
        }
        return context.getResourceTypes().contains(type)
                ? named.or(reference -> id.equals(reference.getIdPart()) && type.equals(reference.getResourceType()))
                // A modifier, as in subject:identifier, stands where a type would.
                : null;
    }
}
