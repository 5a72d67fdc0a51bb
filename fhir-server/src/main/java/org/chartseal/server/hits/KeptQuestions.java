package org.chartseal.server.hits;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;

/**
 * Keeps with every stored search what it asks, sealed as the rest of its row is, so that a later page can be checked as the
 * first one is. HAPI itself keeps that only of searches that it has not finished.
 */
@Interceptor
public final class KeptQuestions {
    /** Called before the search is stored. */
    @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
    public void registered(SearchParameterMap asked, ICachedSearchDetails stored) {
        if (stored instanceof Search search) {
            search.setSearchParameterMap(asked);
        }
    }
}
