package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's search, but that a sort on blind values is taken out of the query: the query finds, {@link Ranking} sorts.
 */
final class BlindSearchBuilder extends ForwardingSearchBuilder {
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
        super(hapi);
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
            @Nullable RequestDetails request,
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
            SearchParameterMap asked, String uuid, @Nullable RequestDetails request, RequestPartitionId partition) {
        requireSearchable(asked);
        return hapi.createCountQuery(asked, uuid, request, partition);
    }

    @Override
    public void setMaxResultsToFetch(@Nullable Integer most) {
        limit = most;
    }
}
