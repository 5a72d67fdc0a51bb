package org.chartseal.server.integrity;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** Which format of proof files is asked for. */
enum ProofFormat {
    /** Format 2 where officers have a trust file of format 2 and there is evidence to show, else format 1. */
    EITHER,
    /** Format 1: for verifiers that know no other. */
    FIRST,
    /** Format 2, with whatever evidence there is. */
    SECOND;

    /**
     * The format by a request's parameter, {@link #EITHER} without one.
     *
     * @param name of the parameter
     * @throws InvalidRequestException if it is neither 1 nor 2
     */
    static ProofFormat of(String name, @Nullable String value) {
        if (value == null) {
            return EITHER;
        }
        return switch (value) {
            case "1" -> FIRST;
            case "2" -> SECOND;
            default -> throw new InvalidRequestException("Expected the parameter '" + name + "' as 1 or 2");
        };
    }
}
