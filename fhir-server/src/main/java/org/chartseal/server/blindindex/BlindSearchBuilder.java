package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchBuilderLoadIncludesParameters;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's search, but that a sort on blind values is taken out of the query: the query finds, {@link Ranking} sorts.
 */
final class BlindSearchBuilder extends ForwardingSearchBuilder {
    private final String type;
    private final IndexPolicies policies;
    private final SortPlan plan;
    private final Ranking ranking;
    private final IndexGenerations generations;
    private final JpaStorageSettings settings;
    private @Nullable Integer limit;

    BlindSearchBuilder(
            ISearchBuilder<JpaPid> hapi,
            String type,
            IndexPolicies policies,
            SortPlan plan,
            Ranking ranking,
            IndexGenerations generations,
            JpaStorageSettings settings) {
        super(hapi);
        this.type = type;
        this.policies = policies;
        this.plan = plan;
        this.ranking = ranking;
        this.generations = generations;
        this.settings = settings;
    }

    @Override
    public IResultIterator<JpaPid> createQuery(
            SearchParameterMap asked,
            SearchRuntimeDetails details,
            @Nullable RequestDetails request,
            RequestPartitionId partition) {
        IndexGeneration generation = generations.reading();
        return KeyedHash.under(
                generation, () -> new SteadyResults(generation, ofOneGeneration(asked, details, request, partition)));
    }

    private IResultIterator<JpaPid> ofOneGeneration(
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
        return generations.steadily(() -> hapi.createCountQuery(asked, uuid, request, partition));
    }

    @Override
    public Set<JpaPid> loadIncludes(SearchBuilderLoadIncludesParameters<JpaPid> asked) {
        return generations.steadily(() -> hapi.loadIncludes(asked));
    }

    @Override
    public void setMaxResultsToFetch(@Nullable Integer most) {
        limit = most;
    }
}
