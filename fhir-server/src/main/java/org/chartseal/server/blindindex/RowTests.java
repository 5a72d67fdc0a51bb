package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.model.api.IQueryParameterType;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons that searches make with the values of the dictionary, made with the values of one row that was just
 * taken from a body: so that both always answer alike.
 */
public final class RowTests {
    private RowTests() {}

    /**
     * Whether a date is in the range asked for.
     *
     * @param operation that of the first prefix, as HAPI hands it on, or null
     * @param daysAllowed whether HAPI's settings let days be compared as days
     */
    public static Predicate<ResourceIndexedSearchParamDate> date(
            IQueryParameterType asked, @Nullable CompareOperation operation, boolean daysAllowed) {
        DateTest test = DateTest.of(asked, operation, daysAllowed);
        return row -> accepts(
                test,
                ValueBytes.date(
                        row.getValueLow(),
                        row.getValueHigh(),
                        row.getValueLowDateOrdinal(),
                        row.getValueHighDateOrdinal()));
    }

    /** Whether a number compares so with the one asked for; no operation is equality. */
    public static Predicate<ResourceIndexedSearchParamNumber> number(
            @Nullable CompareOperation operation, BigDecimal asked) {
        Comparison comparison = Comparison.of(Objects.requireNonNullElse(operation, CompareOperation.eq), asked);
        return row ->
                row.getValue() != null && comparison.accepts(ValueBytes.number(ValueBytes.number(row.getValue()), 0));
    }

    /** Whether a quantity's value, whatever its unit, compares so with the one asked for. */
    public static Predicate<ResourceIndexedSearchParamQuantity> quantity(
            @Nullable CompareOperation operation, BigDecimal asked) {
        Comparison comparison = Comparison.of(Objects.requireNonNullElse(operation, CompareOperation.eq), asked);
        return row ->
                row.getValue() != null && comparison.accepts(row.getValue().doubleValue());
    }

    /** Whether a string's normalised value is like this pattern of SQL. */
    public static Predicate<ResourceIndexedSearchParamString> like(String pattern) {
        LikePattern like = new LikePattern(pattern);
        return row -> row.getValueNormalized() != null && accepts(like, ValueBytes.utf8(row.getValueNormalized()));
    }

    private static boolean accepts(ValueSet.Test test, byte[] value) {
        return test.accepts(value, 0, value.length);
    }
}
