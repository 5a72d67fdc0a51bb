package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.instance.model.api.IPrimitiveType;

/** The references in bodies. A reference goes by its name: type and id, or the address without its version. */
final class References {
    private final FhirContext context;
    private final ISearchParamExtractor extractor;

    References(FhirContext context, ISearchParamExtractor extractor) {
        this.context = context;
        this.extractor = extractor;
    }

    /** Those that a search parameter finds. */
    List<IIdType> of(IBaseResource body, RuntimeSearchParam parameter) {
        return parameter.getPathsSplitForResourceType(body.fhirType()).stream()
                .flatMap(path -> extractor.extractValues(path, body).stream())
                .flatMap(this::reference)
                .filter(References::leadsOut)
                .toList();
    }

    /** All there are. */
    List<IIdType> all(IBaseResource body) {
        return context.newTerser().getAllResourceReferences(body).stream()
                .map(each -> each.getResourceReference().getReferenceElement())
                .filter(References::leadsOut)
                .toList();
    }

    private Stream<IIdType> reference(IBase value) {
        if (value instanceof IBaseReference reference) {
            return Stream.of(reference.getReferenceElement());
        }
        if (value instanceof IPrimitiveType<?> address && address.hasValue()) {
            return Stream.of(context.getVersion().newIdType(address.getValueAsString()));
        }
        return Stream.of();
    }

    private static boolean leadsOut(IIdType reference) {
        return reference.isAbsolute() || (reference.hasIdPart() && !reference.isLocal());
    }

    /** The name of what a reference refers to. */
    static String name(IIdType reference) {
        return reference.isAbsolute() || !reference.hasResourceType()
                ? unversioned(String.valueOf(reference.getValue()))
                : reference.getResourceType() + "/" + reference.getIdPart();
    }

    /** The name by which others refer to a resource. */
    static String name(IBaseResource resource) {
        return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    }

    static String unversioned(String canonical) {
        int version = canonical.indexOf('|');
        return version < 0 ? canonical : canonical.substring(0, version);
    }
}
