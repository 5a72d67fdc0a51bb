package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.util.JpaParamUtil;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.QualifiedParamList;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.util.List;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.jspecify.annotations.Nullable;

/** Takes the first link off a chain: what is left is a question of its own. */
final class Chains {
    private static final String HAS = Constants.PARAM_HAS + ":";

    private final FhirContext context;
    private final ISearchParamRegistry registry;

    Chains(FhirContext context, ISearchParamRegistry registry) {
        this.context = context;
        this.registry = registry;
    }

    /** Whether the rest is a parameter of the next resource itself, a further link, or asks who refers to it. */
    static boolean understood(ReferenceParam chain) {
        String rest = chain.getChain();
        int has = rest.indexOf(HAS);
        String before = has < 0 ? rest : rest.substring(0, has);
        return rest.equals(IAnyResource.SP_RES_ID) || !(before.startsWith("_") || before.contains("._"));
    }

    /** What {@code _has} asks of the resource that refers, or null if that cannot be told. */
    @Nullable
    Question rest(HasParam has) {
        String name = has.getParameterName();
        ReferenceParam chain = new ReferenceParam(name, has.getValueAsQueryToken());
        return understood(chain) ? rest(has.getTargetResourceType(), chain) : null;
    }

    /** What is asked of the next resource, or null if a resource of this type has no such parameter. */
    @Nullable
    Question rest(String type, ReferenceParam chain) {
        String rest = chain.getChain();
        SearchParameterMap asked = new SearchParameterMap();
        if (rest.startsWith(HAS)) {
            HasParam has = new HasParam();
            has.setValueAsQueryToken(
                    context,
                    Constants.PARAM_HAS,
                    rest.substring(Constants.PARAM_HAS.length()),
                    chain.getValueAsQueryToken());
            asked.add(Constants.PARAM_HAS, has);
            return new Question(type, asked);
        }
        if (rest.equals(IAnyResource.SP_RES_ID)) {
            asked.add(rest, new TokenParam(chain.getValue()));
            return new Question(type, asked);
        }
        int end = nameLength(rest);
        String name = rest.substring(0, end);
        String qualifier = end == rest.length() ? null : rest.substring(end);
        RuntimeSearchParam parameter = registry.getActiveSearchParam(type, name, SearchParamLookupContextEnum.SEARCH);
        if (parameter == null
                || (rest.indexOf('.') >= 0 && parameter.getParamType() != RestSearchParameterTypeEnum.REFERENCE)) {
            return null;
        }
        // As HAPI hands a chain's value on: whole, its commas split before.
        QualifiedParamList value = QualifiedParamList.singleton(qualifier, chain.getValueAsQueryToken());
        for (List<? extends IQueryParameterType> anyOf :
                JpaParamUtil.parseQueryParams(registry, context, parameter, name, List.of(value))
                        .getValuesAsQueryTokens()
                        .stream()
                        .map(each -> each.getValuesAsQueryTokens())
                        .toList()) {
            anyOf.forEach(each -> asked.add(name, each));
        }
        return new Question(type, asked);
    }

    private static int nameLength(String rest) {
        int colon = rest.indexOf(':');
        int dot = rest.indexOf('.');
        int end = colon < 0 ? dot : dot < 0 ? colon : Math.min(colon, dot);
        return end < 0 ? rest.length() : end;
    }
}
