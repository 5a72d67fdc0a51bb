package org.chartseal.server.blindindex;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchBuilderLoadIncludesParameters;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.Include;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.DateRangeParam;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** A search of HAPI's that hands all it is asked to another one. */
public abstract class ForwardingSearchBuilder implements ISearchBuilder<JpaPid> {
    protected final ISearchBuilder<JpaPid> hapi;

    /** @param hapi answers */
    protected ForwardingSearchBuilder(ISearchBuilder<JpaPid> hapi) {
        this.hapi = hapi;
    }

    @Override
    public IResultIterator<JpaPid> createQuery(
            SearchParameterMap asked,
            SearchRuntimeDetails details,
            @Nullable RequestDetails request,
            RequestPartitionId partition) {
        return hapi.createQuery(asked, details, request, partition);
    }

    @Override
    public Long createCountQuery(
            SearchParameterMap asked, String uuid, @Nullable RequestDetails request, RequestPartitionId partition) {
        return hapi.createCountQuery(asked, uuid, request, partition);
    }

    @Override
    public void setMaxResultsToFetch(@Nullable Integer most) {
        hapi.setMaxResultsToFetch(most);
    }

    @Override
    public void setDeduplicateInDatabase(boolean deduplicate) {
        hapi.setDeduplicateInDatabase(deduplicate);
    }

    @Override
    public void setRequireTotal(boolean required) {
        hapi.setRequireTotal(required);
    }

    @Override
    public boolean requiresTotal() {
        return hapi.requiresTotal();
    }

    @Override
    public void loadResourcesByPid(
            Collection<JpaPid> ids,
            Collection<JpaPid> included,
            List<IBaseResource> into,
            boolean forHistory,
            @Nullable RequestDetails request) {
        hapi.loadResourcesByPid(ids, included, into, forHistory, request);
    }

    /** Asks {@link #loadIncludes(SearchBuilderLoadIncludesParameters)}, so that only that one need be overridden. */
    @Override
    @SuppressWarnings("deprecation") // HAPI's interface still has it, and its pages still call it
    public final Set<JpaPid> loadIncludes(
            FhirContext context,
            EntityManager entities,
            Collection<JpaPid> matches,
            Collection<Include> includes,
            boolean reverse,
            @Nullable DateRangeParam lastUpdated,
            String description,
            @Nullable RequestDetails request,
            @Nullable Integer most) {
        SearchBuilderLoadIncludesParameters<JpaPid> asked = new SearchBuilderLoadIncludesParameters<>();
        asked.setFhirContext(context);
        asked.setEntityManager(entities);
        asked.setMatches(matches);
        asked.setIncludeFilters(includes);
        asked.setReverseMode(reverse);
        asked.setLastUpdated(lastUpdated);
        asked.setSearchIdOrDescription(description);
        asked.setRequestDetails(request);
        asked.setMaxCount(most);
        return loadIncludes(asked);
    }

    @Override
    public Set<JpaPid> loadIncludes(SearchBuilderLoadIncludesParameters<JpaPid> asked) {
        return hapi.loadIncludes(asked);
    }

    @Override
    public void setFetchSize(int size) {
        hapi.setFetchSize(size);
    }

    @Override
    public void setPreviouslyAddedResourcePids(List<JpaPid> before) {
        hapi.setPreviouslyAddedResourcePids(before);
    }
}
