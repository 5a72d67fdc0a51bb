package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.dao.predicate.SearchFuzzUtil;
import ca.uhn.fhir.rest.param.ParamPrefixEnum;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.math.BigDecimal;
import java.math.MathContext;

/** HAPI's comparison of a stored number with a searched one: exact, but for the prefix ap. */
record Comparison(CompareOperation operation, BigDecimal low, BigDecimal high) {

    /**
     * A comparison.
     *
     * @throws InvalidRequestException if HAPI has none for the operation
     */
    static Comparison of(CompareOperation operation, BigDecimal value) {
        return switch (operation) {
            case gt, ge, lt, le, eq, ne -> new Comparison(operation, value, value);
            case ap -> {
                BigDecimal fuzz = SearchFuzzUtil.calculateFuzzAmount(ParamPrefixEnum.APPROXIMATE, value);
                yield new Comparison(
                        operation, value.subtract(fuzz, MathContext.DECIMAL64), value.add(fuzz, MathContext.DECIMAL64));
            }
            default ->
                throw new InvalidRequestException(
                        "Expected one of the prefixes eq, ne, gt, ge, lt, le, ap for a number, found " + operation);
        };
    }

    boolean accepts(BigDecimal stored) {
        return accepts(stored.compareTo(low), stored.compareTo(high));
    }

    /** In doubles, as the database compares a double column. */
    boolean accepts(double stored) {
        return accepts(Double.compare(stored, low.doubleValue()), Double.compare(stored, high.doubleValue()));
    }

    private boolean accepts(int toLow, int toHigh) {
        return switch (operation) {
            case gt -> toLow > 0;
            case ge -> toLow >= 0;
            case lt -> toLow < 0;
            case le -> toLow <= 0;
            case eq -> toLow == 0;
            case ne -> toLow != 0;
            default -> toLow >= 0 && toHigh <= 0;
        };
    }

    /** Where values that can be accepted begin, or null. */
    boolean hasFloor() {
        return switch (operation) {
            case gt, ge, eq, ap -> true;
            default -> false;
        };
    }
}
