package org.chartseal.server.hits;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hits whose bodies are not what the search asked for. A parameter that cannot be told from the body, and from
 * those it refers to, makes no misfit; which those are is in the threat model.
 */
final class Misfits {
    private final ISearchParamRegistry registry;
    private final ParameterTests tests;
    private final References references;
    private final Chains chains;
    private final Referrers referrers;

    Misfits(
            ISearchParamRegistry registry,
            ParameterTests tests,
            References references,
            Chains chains,
            Referrers referrers) {
        this.registry = registry;
        this.tests = tests;
        this.references = references;
        this.chains = chains;
        this.referrers = referrers;
    }

    /** The misfits among hits, by identity. */
    Set<IBaseResource> of(Question question, Collection<IBaseResource> hits, Bodies bodies) {
        Set<IBaseResource> misfits = Collections.newSetFromMap(new IdentityHashMap<>());
        hits.stream().filter(hit -> !hit.fhirType().equals(question.type())).forEach(misfits::add);
        for (Map.Entry<String, List<List<IQueryParameterType>>> parameter :
                question.asked().entrySet()) {
            for (List<IQueryParameterType> anyOf : parameter.getValue()) {
                ParameterTest test = test(question.type(), parameter.getKey(), anyOf, hits, bodies);
                if (test != null) {
                    hits.stream()
                            .filter(hit -> !misfits.contains(hit) && !test.fits(hit))
                            .forEach(misfits::add);
                }
            }
        }
        return misfits;
    }

    private @Nullable ParameterTest test(
            String type,
            String name,
            List<? extends IQueryParameterType> anyOf,
            Collection<IBaseResource> hits,
            Bodies bodies) {
        // HAPI leaves out a list of which nothing is asked.
        if (anyOf.isEmpty() || anyOf.stream().anyMatch(asked -> asked.isEmpty() && asked.getMissing() == null)) {
            return null;
        }
        if (name.equals(IAnyResource.SP_RES_ID)) {
            return id(anyOf);
        }
        if (name.equals(Constants.PARAM_HAS)) {
            return referredTo(anyOf, bodies);
        }
        RuntimeSearchParam parameter = registry.getActiveSearchParam(type, name, SearchParamLookupContextEnum.SEARCH);
        if (parameter == null) {
            return null;
        }
        return anyOf.get(0) instanceof ReferenceParam reference && reference.hasChain()
                ? chained(parameter, anyOf, hits, bodies)
                : tests.of(parameter, anyOf);
    }

    private static @Nullable ParameterTest id(List<? extends IQueryParameterType> anyOf) {
        Set<String> ids = new HashSet<>();
        for (IQueryParameterType asked : anyOf) {
            String id = asked instanceof TokenParam token && token.getModifier() == null
                    ? token.getValue()
                    : asked instanceof StringParam string && string.getMissing() == null ? string.getValue() : null;
            if (id == null) {
                return null;
            }
            ids.add(id.substring(id.lastIndexOf('/') + 1));
        }
        return hit -> ids.contains(hit.getIdElement().getIdPart());
    }

    /** Asks those that refer to a hit, until one of them is what was asked for and names the hit. */
    private @Nullable ParameterTest referredTo(List<? extends IQueryParameterType> anyOf, Bodies bodies) {
        ParameterTest accepted = hit -> false;
        for (IQueryParameterType asked : anyOf) {
            if (!(asked instanceof HasParam has)) {
                return null;
            }
            RuntimeSearchParam link = registry.getActiveSearchParam(
                    has.getTargetResourceType(), has.getReferenceFieldName(), SearchParamLookupContextEnum.SEARCH);
            Question rest = link == null ? null : chains.rest(has);
            if (link == null || rest == null) {
                return null;
            }
            ParameterTest before = accepted;
            accepted = hit -> before.fits(hit)
                    || referrers.any(rest, link, hit, bodies.request(), some -> {
                        some.forEach(bodies::add);
                        Set<IBaseResource> misfits = of(rest, some, bodies);
                        return some.stream()
                                .filter(each -> !misfits.contains(each))
                                .flatMap(each -> references.of(each, link).stream())
                                .anyMatch(each -> References.name(each).equals(References.name(hit)));
                    });
        }
        return accepted;
    }

    /** Asks the rest of the chain of all bodies that the hits refer to, at once. */
    private @Nullable ParameterTest chained(
            RuntimeSearchParam link,
            List<? extends IQueryParameterType> anyOf,
            Collection<IBaseResource> hits,
            Bodies bodies) {
        Set<String> names = new HashSet<>();
        hits.forEach(hit -> references.of(hit, link).forEach(each -> names.add(References.name(each))));
        List<IBaseResource> targets = bodies.of(names);
        Set<String> fitting = new HashSet<>();
        for (IQueryParameterType asked : anyOf) {
            if (!(asked instanceof ReferenceParam chain) || !chain.hasChain() || !Chains.understood(chain)) {
                return null;
            }
            for (String type : types(targets, chain)) {
                List<IBaseResource> ofType = targets.stream()
                        .filter(target -> target.fhirType().equals(type))
                        .toList();
                Question rest = chains.rest(type, chain);
                if (rest != null) {
                    Set<IBaseResource> misfits = of(rest, ofType, bodies);
                    ofType.stream()
                            .filter(target -> !misfits.contains(target))
                            .forEach(target -> fitting.add(References.name(target)));
                }
            }
        }
        return hit -> references.of(hit, link).stream().map(References::name).anyMatch(fitting::contains);
    }

    private static List<String> types(List<IBaseResource> targets, ReferenceParam chain) {
        return targets.stream()
                .map(IBaseResource::fhirType)
                .filter(type -> !chain.hasResourceType() || type.equals(chain.getResourceType()))
                .distinct()
                .toList();
    }
}
