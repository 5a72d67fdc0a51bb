package org.chartseal.server.blindindex;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The policy of every search parameter, as the operator set it or by default. */
final class IndexPolicies {
    private final Map<String, IndexPolicy> named = new ConcurrentHashMap<>();

    IndexPolicies(IndexProperties properties) {
        add(properties.smoothed(), IndexPolicy.SMOOTHED);
        add(properties.blind(), IndexPolicy.BLIND);
        add(properties.clear(), IndexPolicy.CLEAR);
        add(properties.off(), IndexPolicy.OFF);
    }

    private void add(List<String> entries, IndexPolicy policy) {
        for (String entry : entries) {
            String key = entry.strip().equals("*") ? "*.*" : entry.strip();
            IndexPolicy before = named.put(key, policy);
            if (before != null && before != policy) {
                throw new IllegalStateException(
                        "Expected one index policy for " + entry + ", found " + before + " and " + policy);
            }
        }
    }

    /** The policy of a string parameter. */
    IndexPolicy ofString(@Nullable String type, @Nullable String parameter) {
        return of(type, parameter, IndexPolicy.SMOOTHED);
    }

    /** The policy of a parameter of any other kind. */
    IndexPolicy of(@Nullable String type, @Nullable String parameter) {
        return of(type, parameter, IndexPolicy.BLIND);
    }

    private IndexPolicy of(@Nullable String type, @Nullable String parameter, IndexPolicy byDefault) {
        if (named.isEmpty() || type == null || parameter == null) {
            return byDefault;
        }
        // HAPI indexes the text of a token as "code:text", a typed identifier as "identifier:of-type".
        int modifier = parameter.indexOf(':');
        String name = modifier < 0 ? parameter : parameter.substring(0, modifier);
        for (String key : List.of(type + "." + name, "*." + name, type + ".*", "*.*")) {
            IndexPolicy policy = named.get(key);
            if (policy != null) {
                return policy;
            }
        }
        return byDefault;
    }

    /** Whether the operator put the whole index in the clear. */
    boolean allClear() {
        return named.get("*.*") == IndexPolicy.CLEAR;
    }

    /**
     * Refuses a search on a parameter that is not indexed.
     *
     * @throws InvalidRequestException if the parameter's policy is {@link IndexPolicy#OFF}
     */
    void requireSearchable(@Nullable String type, @Nullable String parameter) {
        if (of(type, parameter, IndexPolicy.BLIND) == IndexPolicy.OFF) {
            throw new InvalidRequestException("The parameter " + parameter + " of " + type
                    + " is not indexed on this server (chartseal.index.off)");
        }
    }
}
