package org.chartseal.server.hits;

import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchBuilderLoadIncludesParameters;
import ca.uhn.fhir.model.api.Include;
import java.util.List;

/**
 * A look for what is to be included with hits, as it was made.
 *
 * @param includes what was asked for
 * @param reverse whether for those that refer to the hits
 * @param again the same look, with lists of its own
 */
record IncludeLook(List<Include> includes, boolean reverse, SearchBuilderLoadIncludesParameters<JpaPid> again) {

    static IncludeLook of(SearchBuilderLoadIncludesParameters<JpaPid> made) {
        List<Include> includes = made.getIncludeFilters() == null ? List.of() : List.copyOf(made.getIncludeFilters());
        SearchBuilderLoadIncludesParameters<JpaPid> again = new SearchBuilderLoadIncludesParameters<>();
        again.setFhirContext(made.getFhirContext());
        again.setEntityManager(made.getEntityManager());
        again.setMatches(List.copyOf(made.getMatches()));
        again.setIncludeFilters(includes);
        again.setReverseMode(made.isReverseMode());
        again.setLastUpdated(made.getLastUpdated());
        again.setSearchIdOrDescription(made.getSearchIdOrDescription());
        again.setRequestDetails(made.getRequestDetails());
        again.setMaxCount(made.getMaxCount());
        again.setDesiredResourceTypes(made.getDesiredResourceTypes());
        return new IncludeLook(includes, made.isReverseMode(), again);
    }
}
