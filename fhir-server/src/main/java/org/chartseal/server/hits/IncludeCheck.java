package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/** Finds which included resources the bodies on the page bear out: by a reference to them, or by one of theirs. */
final class IncludeCheck {
    private final FhirContext context;
    private final ISearchParamRegistry registry;
    private final References references;

    IncludeCheck(FhirContext context, ISearchParamRegistry registry, References references) {
        this.context = context;
        this.registry = registry;
        this.references = references;
    }

    /** Those of the included resources that are joined to a hit, or to one that is, as a look asked for. */
    Set<IBaseResource> borneOut(
            List<IncludeLook> looks, Collection<IBaseResource> hits, Collection<IBaseResource> included) {
        Set<IBaseResource> borneOut = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> names = new HashSet<>();
        Set<String> referredTo = new HashSet<>();
        List<IBaseResource> fresh = new ArrayList<>(hits);
        while (!fresh.isEmpty()) {
            for (IBaseResource each : fresh) {
                names.add(References.name(each));
                referredTo.addAll(referredTo(each, looks, false));
            }
            fresh = included.stream()
                    .filter(each -> !borneOut.contains(each))
                    .filter(each -> isReferredTo(each, referredTo) || refersTo(each, names, looks))
                    .toList();
            borneOut.addAll(fresh);
        }
        return borneOut;
    }

    private boolean isReferredTo(IBaseResource included, Set<String> referredTo) {
        if (referredTo.contains(References.name(included))) {
            return true;
        }
        String url = canonical(included);
        return url != null && referredTo.contains(url);
    }

    private boolean refersTo(IBaseResource included, Set<String> names, List<IncludeLook> looks) {
        Set<String> back = referredTo(included, looks, true);
        return back.stream().anyMatch(names::contains);
    }

    private Set<String> referredTo(IBaseResource body, List<IncludeLook> looks, boolean reverse) {
        Set<String> names = new HashSet<>();
        looks.stream()
                .filter(look -> look.reverse() == reverse)
                .flatMap(look -> look.includes().stream())
                .forEach(include -> asked(body, include).forEach(each -> names.add(References.name(each))));
        return names;
    }

    private List<IIdType> asked(IBaseResource body, Include include) {
        String type = include.getParamType();
        String name = include.getParamName();
        if (include.getValue().equals("*") || "*".equals(name)) {
            return type == null || type.equals("*") || type.equals(body.fhirType()) ? references.all(body) : List.of();
        }
        if (!body.fhirType().equals(type)) {
            return List.of();
        }
        RuntimeSearchParam parameter = registry.getActiveSearchParam(type, name, SearchParamLookupContextEnum.SEARCH);
        return parameter == null ? List.of() : references.of(body, parameter);
    }

    private @Nullable String canonical(IBaseResource resource) {
        return context.getResourceDefinition(resource).getChildByName("url") == null
                ? null
                : context.newTerser().getSinglePrimitiveValueOrNull(resource, "url");
    }
}
