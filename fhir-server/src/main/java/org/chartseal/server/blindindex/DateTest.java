package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import ca.uhn.fhir.rest.param.DateParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.util.DateUtils;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's comparison of a date row with a searched range ({@link DatePredicateBuilder}), on the row's values: by days
 * where every bound is a day or wider, by instants otherwise. A bound or a value that is not there compares as in SQL.
 */
record DateTest(boolean byDays, @Nullable Long lower, @Nullable Long upper, boolean startsOnly, boolean endsOnly)
        implements ValueSet.Test {

    private static final int LOW = 0;
    private static final int HIGH = Long.BYTES;
    private static final int LOW_DAY = 2 * Long.BYTES;
    private static final int HIGH_DAY = 2 * Long.BYTES + Integer.BYTES;

    static DateTest of(DateRangeParam range, boolean daysAllowed) {
        DateParam from = range.getLowerBound();
        DateParam until = range.getUpperBound();
        boolean byDays = daysAllowed && isDay(from) && isDay(until);
        boolean startsOnly = from != null
                && (from.getPrefix() == ParamPrefixEnum.STARTS_AFTER || from.getPrefix() == ParamPrefixEnum.EQUAL);
        boolean endsOnly = until != null
                && (until.getPrefix() == ParamPrefixEnum.ENDS_BEFORE || until.getPrefix() == ParamPrefixEnum.EQUAL);
        return new DateTest(byDays, lower(range, byDays), upper(range, byDays), startsOnly, endsOnly);
    }

    private static boolean isDay(@Nullable DateParam bound) {
        return bound == null || bound.getPrecision().ordinal() <= TemporalPrecisionEnum.DAY.ordinal();
    }

    private static @Nullable Long lower(DateRangeParam range, boolean byDays) {
        if (range.getLowerBoundAsInstant() == null) {
            return null;
        }
        return byDays
                ? range.getLowerBoundAsDateInteger().longValue()
                : range.getLowerBoundAsInstant().getTime();
    }

    private static @Nullable Long upper(DateRangeParam range, boolean byDays) {
        if (range.getUpperBoundAsInstant() == null) {
            return null;
        }
        DateParam until = range.getUpperBound();
        if (until != null && until.getPrecision().ordinal() <= TemporalPrecisionEnum.MONTH.ordinal()) {
            // A month or a year ends with its last day.
            String lastDay = DateUtils.getCompletedDate(until.getValueAsString())
                    .getRight()
                    .replace("-", "");
            if (byDays) {
                return Long.valueOf(lastDay);
            }
            Date parsed = DateUtils.parseDate(lastDay);
            return parsed == null ? null : parsed.getTime();
        }
        return byDays
                ? range.getUpperBoundAsDateInteger().longValue()
                : range.getUpperBoundAsInstant().getTime();
    }

    /** Values before these bytes cannot be accepted; null if any may be. */
    byte @Nullable [] floor() {
        return !byDays && lower != null && (upper != null || startsOnly) ? ValueBytes.time(lower) : null;
    }

    @Override
    public boolean accepts(byte[] all, int at, int to) {
        long low = byDays ? day(all, at + LOW_DAY) : ValueBytes.longAt(all, at + LOW);
        long high = byDays ? day(all, at + HIGH_DAY) : ValueBytes.longAt(all, at + HIGH);
        boolean lowFits = low != Long.MIN_VALUE && fits(low);
        boolean highFits = high != Long.MIN_VALUE && fits(high);
        if (lower != null && upper != null) {
            return lowFits && highFits;
        }
        if (lower != null) {
            return startsOnly ? lowFits : lowFits || highFits;
        }
        return upper != null && (endsOnly ? highFits : lowFits || highFits);
    }

    private boolean fits(long value) {
        return (lower == null || value >= lower) && (upper == null || value <= upper);
    }

    private static long day(byte[] all, int at) {
        int day = ValueBytes.intAt(all, at);
        return day == Integer.MIN_VALUE ? Long.MIN_VALUE : day;
    }
}
