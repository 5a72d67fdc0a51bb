package org.chartseal.server.blindindex;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
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
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's search, but that a sort on blind values is taken out of the query: the query finds, {@link Ranking} sorts.
 */
final class BlindSearchBuilder implements ISearchBuilder<JpaPid> {
    private final ISearchBuilder<JpaPid> hapi;
    private final String type;
    private final IndexPolicies policies;
    private final SortPlan plan;
    private final Ranking ranking;
    private final JpaStorageSettings settings;
    private @Nullable Integer limit;

    BlindSearchBuilder(
            ISearchBuilder<JpaPid> hapi,
            String type,
            IndexPolicies policies,
            SortPlan plan,
            Ranking ranking,
            JpaStorageSettings settings) {
        this.hapi = hapi;
        this.type = type;
        this.policies = policies;
        this.plan = plan;
        this.ranking = ranking;
        this.settings = settings;
    }

    @Override
    public IResultIterator<JpaPid> createQuery(
            SearchParameterMap asked,
            SearchRuntimeDetails details,
            RequestDetails request,
            RequestPartitionId partition) {
        Optional<List<SortKey>> keys =
                asked.getEverythingMode() == null && !asked.isLastN() ? plan.keys(type, asked) : Optional.empty();
        if (keys.isEmpty()) {
            hapi.setMaxResultsToFetch(limit);
            return hapi.createQuery(asked, details, request, partition);
        }
        SearchParameterMap unsorted = asked.clone();
        unsorted.setSort(null);
        unsorted.setOffset(null);
        hapi.setMaxResultsToFetch(Integer.MAX_VALUE);
        Integer offset = asked.getOffset();
        return new RankedResults(
                hapi.createQuery(unsorted, details, request, partition),
                ranking,
                keys.get(),
                offset == null ? 0 : offset,
                limit(asked));
    }

    // The predicate builders refuse too, for chains; this is for what needs none of them: references, :missing.
    private void requireSearchable(SearchParameterMap asked) {
        asked.keySet().forEach(parameter -> policies.requireSearchable(type, parameter));
    }

    /** As many as HAPI's query would be limited to. */
    private @Nullable Integer limit(SearchParameterMap asked) {
        if (limit != null) {
            return limit;
        }
        if (asked.isLoadSynchronous()) {
            return asked.getLoadSynchronousUpTo();
        }
        return asked.getOffset() != null && asked.getCount() != null
                ? asked.getCount()
                : settings.getFetchSizeDefaultMaximum();
    }

    @Override
    public Long createCountQuery(
            SearchParameterMap asked, String uuid, RequestDetails request, RequestPartitionId partition) {
        requireSearchable(asked);
        return hapi.createCountQuery(asked, uuid, request, partition);
    }

    @Override
    public void setMaxResultsToFetch(@Nullable Integer most) {
        limit = most;
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
            RequestDetails request) {
        hapi.loadResourcesByPid(ids, included, into, forHistory, request);
    }

    @Override
    @SuppressWarnings("deprecation") // HAPI's interface still has it
    public Set<JpaPid> loadIncludes(
            FhirContext context,
            EntityManager entities,
            Collection<JpaPid> matches,
            Collection<Include> includes,
            boolean reverse,
            DateRangeParam lastUpdated,
            String description,
            RequestDetails request,
            Integer most) {
        return hapi.loadIncludes(
                context, entities, matches, includes, reverse, lastUpdated, description, request, most);
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
