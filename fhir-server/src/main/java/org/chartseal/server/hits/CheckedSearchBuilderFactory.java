package org.chartseal.server.hits;

import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Makes every search of HAPI's one whose results are checked. */
final class CheckedSearchBuilderFactory extends SearchBuilderFactory<JpaPid> {
    private final SearchBuilderFactory<JpaPid> searches;
    private final Supplier<HitGuard> guard;

    CheckedSearchBuilderFactory(SearchBuilderFactory<JpaPid> searches, Supplier<HitGuard> guard) {
        this.searches = searches;
        this.guard = guard;
    }

    @Override
    public ISearchBuilder<JpaPid> newSearchBuilder(String type, Class<? extends IBaseResource> resourceClass) {
        return new CheckedSearchBuilder(searches.newSearchBuilder(type, resourceClass), type, guard);
    }
}
