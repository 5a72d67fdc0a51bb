package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.util.DateUtils;
import java.util.Date;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's comparison of a date row with a searched range ({@link DatePredicateBuilder}), on the row's values: by days
 * where every bound is a day or wider, by instants otherwise. A bound or a value that is not there compares as in SQL.
 */
final class DateTest implements ValueSet.Test {
    private static final int LOW = 0;
    private static final int HIGH = Long.BYTES;
    private static final int LOW_DAY = 2 * Long.BYTES;
    private static final int HIGH_DAY = 2 * Long.BYTES + Integer.BYTES;
    private static final long NONE = Long.MIN_VALUE;

    private final boolean byDays;
    private final long lower;
    private final long upper;
    private final Rule rule;

    /** Whether a row is in the range, by where it begins and ends; NONE is no value. */
    private interface Rule {
        boolean accepts(long low, long high);
    }

    /**
     * A test.
     *
     * @param operation that of the first prefix, as HAPI hands it on, or null
     * @param daysAllowed whether HAPI's settings let days be compared as days
     * @throws InvalidRequestException if HAPI has no comparison for the operation
     */
    DateTest(DateRangeParam range, @Nullable CompareOperation operation, boolean daysAllowed) {
        DateParam from = range.getLowerBound();
        DateParam until = range.getUpperBound();
        this.byDays = daysAllowed && isDay(from) && isDay(until);
        this.lower = lower(range, byDays);
        this.upper = upper(range, byDays);
        this.rule = switch (operation == null ? CompareOperation.eq : operation) {
            case lt, le -> require(lower != NONE ? low(v -> v <= lower) : low(v -> v <= upper));
            case gt, ge -> require(upper != NONE ? high(v -> v >= upper) : high(v -> v >= lower));
            case ne -> different();
            case eq, sa, eb -> within(from, until);
            default ->
                throw new InvalidRequestException(
                        "Expected one of the prefixes eq, ne, gt, ge, lt, le, sa, eb for a date," + " found "
                                + operation);
        };
    }

    /**
     * A test of what one parameter asks.
     *
     * @param operation that of the first prefix, as HAPI hands it on, or null
     * @throws InvalidRequestException if HAPI has no comparison for the operation
     */
    static DateTest of(IQueryParameterType asked, @Nullable CompareOperation operation, boolean daysAllowed) {
        if (asked instanceof DateRangeParam range) {
            return new DateTest(range, operation, daysAllowed);
        }
        DateParam date = (DateParam) asked;
        DateParam compared =
                operation == CompareOperation.ne ? new DateParam(ParamPrefixEnum.EQUAL, date.getValueAsString()) : date;
        return new DateTest(new DateRangeParam(compared), operation, daysAllowed);
    }

    private Rule require(Rule bounded) {
        if (lower == NONE && upper == NONE) {
            throw new InvalidRequestException("Expected a date to compare with, found none");
        }
        return bounded;
    }

    private Rule different() {
        if (lower == NONE || upper == NONE) {
            throw new InvalidRequestException("Expected a date to differ from, found none");
        }
        return (low, high) -> (low != NONE && low < lower) || high > upper;
    }

    private Rule within(@Nullable DateParam from, @Nullable DateParam until) {
        if (lower != NONE && upper != NONE) {
            return (low, high) -> low >= lower && low <= upper && high <= upper && high >= lower;
        }
        if (lower != NONE) {
            Rule begins = low(v -> v >= lower);
            Rule ends = high(v -> v >= lower);
            return prefixed(from, ParamPrefixEnum.STARTS_AFTER) ? begins : either(begins, ends);
        }
        Rule begins = low(v -> v <= upper);
        Rule ends = high(v -> v <= upper);
        return prefixed(until, ParamPrefixEnum.ENDS_BEFORE) ? ends : either(begins, ends);
    }

    private static boolean prefixed(@Nullable DateParam bound, ParamPrefixEnum prefix) {
        return bound != null && (bound.getPrefix() == prefix || bound.getPrefix() == ParamPrefixEnum.EQUAL);
    }

    private static Rule low(LongPredicate fits) {
        return (low, high) -> low != NONE && fits.test(low);
    }

    private static Rule high(LongPredicate fits) {
        return (low, high) -> high != NONE && fits.test(high);
    }

    private static Rule either(Rule one, Rule other) {
        return (low, high) -> one.accepts(low, high) || other.accepts(low, high);
    }

    private static boolean isDay(@Nullable DateParam bound) {
        return bound == null || bound.getPrecision().compareTo(TemporalPrecisionEnum.DAY) <= 0;
    }

    private static long lower(DateRangeParam range, boolean byDays) {
        if (range.getLowerBoundAsInstant() == null) {
            return NONE;
        }
        return byDays
                ? range.getLowerBoundAsDateInteger()
                : range.getLowerBoundAsInstant().getTime();
    }

    private static long upper(DateRangeParam range, boolean byDays) {
        if (range.getUpperBoundAsInstant() == null) {
            return NONE;
        }
        DateParam until = range.getUpperBound();
        if (until != null && until.getPrecision().compareTo(TemporalPrecisionEnum.MONTH) <= 0) {
            // A month or a year ends with its last day.
            String lastDay = DateUtils.getCompletedDate(until.getValueAsString())
                    .getRight()
                    .replace("-", "");
            if (byDays) {
                return Long.parseLong(lastDay);
            }
            Date parsed = DateUtils.parseDate(lastDay);
            return parsed == null ? NONE : parsed.getTime();
        }
        return byDays
                ? range.getUpperBoundAsDateInteger()
                : range.getUpperBoundAsInstant().getTime();
    }

    @Override
    public boolean accepts(byte[] all, int at, int to) {
        return byDays
                ? rule.accepts(day(all, at + LOW_DAY), day(all, at + HIGH_DAY))
                : rule.accepts(ValueBytes.longAt(all, at + LOW), ValueBytes.longAt(all, at + HIGH));
    }

    private static long day(byte[] all, int at) {
        int day = ValueBytes.intAt(all, at);
        return day == Integer.MIN_VALUE ? NONE : day;
    }
}
