package org.chartseal.server.hits;

import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.param.ReferenceParam;
import java.time.Duration;
import java.util.Date;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * What a search asks.
 *
 * @param type resource type
 * @param asked its parameters
 * @param begun when it was first asked
 */
record Question(String type, SearchParameterMap asked, Date begun) {
    /** A transaction takes its time when it begins, and may commit this much later. */
    private static final Duration LONGEST_WRITE = Duration.ofMinutes(10);

    Question(String type, SearchParameterMap asked) {
        this(type, asked, new Date());
    }

    boolean everything() {
        return asked.getEverythingMode() != null;
    }

    /**
     * Whether nothing can have changed what this search says of a hit since it was asked: it asks of the hit alone, and
     * the hit is older.
     */
    boolean settled(IBaseResource hit) {
        Date updated = hit.getMeta().getLastUpdated();
        return !everything()
                && !asked.containsKey(Constants.PARAM_HAS)
                && asked.values().stream()
                        .flatMap(allOf -> allOf.stream())
                        .flatMap(anyOf -> anyOf.stream())
                        .noneMatch(each -> each instanceof ReferenceParam reference && reference.hasChain())
                && updated != null
                && updated.toInstant().isBefore(begun.toInstant().minus(LONGEST_WRITE));
    }
}
