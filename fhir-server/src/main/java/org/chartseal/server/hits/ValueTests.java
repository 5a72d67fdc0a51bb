package org.chartseal.server.hits;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.search.builder.predicate.StringPredicateBuilder;
import ca.uhn.fhir.jpa.util.QueryParameterUtils;
import ca.uhn.fhir.rest.param.BaseParamWithPrefix;
import ca.uhn.fhir.rest.param.QuantityParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.util.StringUtil;
import java.util.Objects;
import java.util.function.Predicate;
import org.chartseal.server.blindindex.RowTests;
import org.jspecify.annotations.Nullable;

/** HAPI's comparison of one value asked for with one row that the index would have of a body. */
final class ValueTests {
    private ValueTests() {}

    /** By system and value; an empty system is asked for by {@code |code}, no system at all by {@code code}. */
    static Predicate<BaseResourceIndexedSearchParam> token(TokenParam asked) {
        String system = asked.getSystem();
        String value = asked.getValue();
        return row -> row instanceof ResourceIndexedSearchParamToken token
                && (system == null || same(system, token.getSystem()))
                && (value == null || value.isBlank() || same(value, token.getValue()));
    }

    /** The text of a token, which the index keeps as a string. */
    static Predicate<BaseResourceIndexedSearchParam> text(TokenParam asked) {
        Predicate<ResourceIndexedSearchParamString> like =
                like(StringPredicateBuilder.createLeftMatchLikeExpression(normalized(asked.getValue())));
        return row -> row instanceof ResourceIndexedSearchParamString text && like.test(text);
    }

    static Predicate<ResourceIndexedSearchParamString> string(RuntimeSearchParam parameter, StringParam asked) {
        if (asked.isExact()) {
            String exact = parameter.encode(asked.getValue());
            return row -> same(exact, row.getValueExact());
        }
        return asked.isContains()
                ? like(StringPredicateBuilder.createLeftAndRightMatchLikeExpression(normalized(asked.getValue())))
                : like(StringPredicateBuilder.createLeftMatchLikeExpression(
                        normalized(parameter.encode(asked.getValue()))));
    }

    static Predicate<ResourceIndexedSearchParamQuantity> quantity(CompareOperation operation, QuantityParam asked) {
        Predicate<ResourceIndexedSearchParamQuantity> value = RowTests.quantity(operation, asked.getValue());
        String units = asked.getUnits();
        String system = asked.getSystem();
        return row -> (units == null
                        || units.isBlank()
                        || (same(units, row.getUnits())
                                && (system == null || system.isBlank() || same(system, row.getSystem()))))
                && value.test(row);
    }

    static CompareOperation operation(BaseParamWithPrefix<?> asked) {
        return QueryParameterUtils.toOperation(asked.getPrefix());
    }

    private static Predicate<ResourceIndexedSearchParamString> like(String pattern) {
        return RowTests.like(pattern);
    }

    private static String normalized(String text) {
        return StringUtil.normalizeStringForSearchIndexing(text);
    }

    /** As the index's hashes compare: without space around. */
    static boolean same(@Nullable String asked, @Nullable String found) {
        return Objects.requireNonNullElse(asked, "")
                .strip()
                .equals(Objects.requireNonNullElse(found, "").strip());
    }
}
