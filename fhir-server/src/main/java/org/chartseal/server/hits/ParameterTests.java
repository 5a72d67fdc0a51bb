package org.chartseal.server.hits;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor.ISearchParamFilter;
import ca.uhn.fhir.jpa.searchparam.util.JpaParamUtil;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.BaseParamWithPrefix;
import ca.uhn.fhir.rest.param.CompositeParam;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.NumberParam;
import ca.uhn.fhir.rest.param.QuantityParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.TokenParamModifier;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.chartseal.server.blindindex.RowTests;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tests of single parameters. Only what a parameter's own expression finds is taken from a body, and it is
 * compared as the index compares its rows.
 */
final class ParameterTests {
    private static final int LONGEST_TOKEN = ResourceIndexedSearchParamToken.MAX_LENGTH;

    private final ISearchParamExtractor extractor;
    private final ISearchParamRegistry registry;
    private final ReferenceTests references;
    private final boolean daysAllowed;

    /** @param daysAllowed whether HAPI's settings let days be compared as days */
    ParameterTests(
            ISearchParamExtractor extractor,
            ISearchParamRegistry registry,
            ReferenceTests references,
            boolean daysAllowed) {
        this.extractor = extractor;
        this.registry = registry;
        this.references = references;
        this.daysAllowed = daysAllowed;
    }

    /** The test, or null where this search cannot be told from the body alone. */
    @Nullable
    ParameterTest of(RuntimeSearchParam parameter, List<? extends IQueryParameterType> anyOf) {
        if (anyOf.isEmpty()) {
            return null;
        }
        Boolean missing = anyOf.get(0).getMissing();
        if (missing != null) {
            return missing(parameter, missing);
        }
        return switch (parameter.getParamType()) {
            case TOKEN -> token(parameter, anyOf);
            case STRING ->
                any(
                        anyOf,
                        StringParam.class,
                        asked -> asked.isNicknameExpand() || asked.isEmpty()
                                ? null
                                : ValueTests.string(parameter, asked),
                        body -> extractor.extractSearchParamStrings(body, only(parameter)));
            case DATE -> {
                CompareOperation first = first(anyOf);
                yield any(
                        anyOf,
                        DateParam.class,
                        asked -> asked.isEmpty() ? null : RowTests.date(asked, first, daysAllowed),
                        body -> extractor.extractSearchParamDates(body, only(parameter)));
            }
            case NUMBER ->
                any(
                        anyOf,
                        NumberParam.class,
                        asked -> asked.getValue() == null
                                ? null
                                : RowTests.number(ValueTests.operation(asked), asked.getValue()),
                        body -> extractor.extractSearchParamNumber(body, only(parameter)));
            case QUANTITY -> {
                CompareOperation first = first(anyOf);
                yield any(
                        anyOf,
                        QuantityParam.class,
                        asked -> asked.getValue() == null ? null : ValueTests.quantity(first, asked),
                        body -> extractor.extractSearchParamQuantity(body, only(parameter)));
            }
            case URI ->
                any(
                        anyOf,
                        UriParam.class,
                        asked -> asked.getQualifier() != null || asked.isEmpty()
                                ? null
                                : row -> ValueTests.same(asked.getValue(), row.getUri()),
                        body -> extractor.extractSearchParamUri(body, only(parameter)));
            case REFERENCE -> any(anyOf, ReferenceParam.class, references::of, body -> references.in(body, parameter));
            case COMPOSITE -> composite(parameter, anyOf);
            default -> null;
        };
    }

    /** Fits if any row taken from the body passes any of the comparisons; null if one of them cannot be made. */
    private static <P extends IQueryParameterType, R> @Nullable ParameterTest any(
            List<? extends IQueryParameterType> anyOf,
            Class<P> kind,
            Function<P, @Nullable Predicate<? super R>> comparison,
            Function<IBaseResource, Collection<R>> rows) {
        Predicate<R> accepted = row -> false;
        for (IQueryParameterType asked : anyOf) {
            Predicate<? super R> one = kind.isInstance(asked) ? comparison.apply(kind.cast(asked)) : null;
            if (one == null) {
                return null;
            }
            accepted = accepted.or(one);
        }
        Predicate<R> whole = accepted;
        return body -> rows.apply(body).stream().anyMatch(whole);
    }

    private @Nullable ParameterTest token(RuntimeSearchParam parameter, List<? extends IQueryParameterType> anyOf) {
        TokenParamModifier modifier = anyOf.get(0) instanceof TokenParam first ? first.getModifier() : null;
        ParameterTest test = any(
                anyOf,
                TokenParam.class,
                asked -> asked.getModifier() == modifier ? comparison(asked) : null,
                body -> extractor.extractSearchParamTokens(body, parameter));
        return test == null || modifier != TokenParamModifier.NOT ? test : body -> !test.fits(body);
    }

    private static @Nullable Predicate<BaseResourceIndexedSearchParam> comparison(TokenParam asked) {
        if (asked.isEmpty() || tooLong(asked.getValue()) || tooLong(asked.getSystem())) {
            return null;
        }
        if (asked.getModifier() == null || asked.getModifier() == TokenParamModifier.NOT) {
            return ValueTests.token(asked);
        }
        // The others ask a terminology or, as :of-type, an index that is not kept.
        return asked.getModifier() == TokenParamModifier.TEXT ? ValueTests.text(asked) : null;
    }

    private static boolean tooLong(@Nullable String text) {
        return text != null && text.length() > LONGEST_TOKEN;
    }

    /** Both parts, though not that they stand in one element: what the index joins is not more than this. */
    private @Nullable ParameterTest composite(RuntimeSearchParam parameter, List<? extends IQueryParameterType> anyOf) {
        List<JpaParamUtil.ComponentAndCorrespondingParam> parts =
                JpaParamUtil.resolveCompositeComponents(registry, parameter);
        if (parts.size() != 2) {
            return null;
        }
        ParameterTest accepted = body -> false;
        for (IQueryParameterType asked : anyOf) {
            if (!(asked instanceof CompositeParam<?, ?> both)) {
                return null;
            }
            ParameterTest left = of(parts.get(0).getComponentParameter(), List.of(both.getLeftValue()));
            ParameterTest right = of(parts.get(1).getComponentParameter(), List.of(both.getRightValue()));
            if (left == null || right == null) {
                return null;
            }
            ParameterTest before = accepted;
            accepted = body -> before.fits(body) || (left.fits(body) && right.fits(body));
        }
        return accepted;
    }

    private @Nullable ParameterTest missing(RuntimeSearchParam parameter, boolean missing) {
        Function<IBaseResource, Collection<?>> rows =
                switch (parameter.getParamType()) {
                    case TOKEN -> body -> extractor.extractSearchParamTokens(body, parameter);
                    case STRING -> body -> extractor.extractSearchParamStrings(body, only(parameter));
                    case DATE -> body -> extractor.extractSearchParamDates(body, only(parameter));
                    case NUMBER -> body -> extractor.extractSearchParamNumber(body, only(parameter));
                    case QUANTITY -> body -> extractor.extractSearchParamQuantity(body, only(parameter));
                    case URI -> body -> extractor.extractSearchParamUri(body, only(parameter));
                    case REFERENCE -> body -> references.in(body, parameter);
                    default -> null;
                };
        return rows == null ? null : body -> rows.apply(body).isEmpty() == missing;
    }

    /** HAPI compares all dates, and all quantities, of one list by the prefix of the first. */
    private static CompareOperation first(List<? extends IQueryParameterType> anyOf) {
        return anyOf.get(0) instanceof BaseParamWithPrefix<?> first ? ValueTests.operation(first) : CompareOperation.eq;
    }

    private static ISearchParamFilter only(RuntimeSearchParam parameter) {
        return all -> List.of(parameter);
    }
}
