package org.chartseal.server.hits;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchBuilderLoadIncludesParameters;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.chartseal.server.blindindex.ForwardingSearchBuilder;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * A search whose results, once loaded, are checked against what was asked: by its own query, or by the one that found
 * the page it loads.
 */
final class CheckedSearchBuilder extends ForwardingSearchBuilder {
    private final Supplier<HitGuard> guard;
    private final String type;
    private final List<IncludeLook> looks = new ArrayList<>();
    private @Nullable Question question;

    CheckedSearchBuilder(ISearchBuilder<JpaPid> hapi, String type, Supplier<HitGuard> guard) {
        super(hapi);
        this.guard = guard;
        this.type = type;
    }

    /** Loads what another builder's query for this question found. */
    static CheckedSearchBuilder forPage(ISearchBuilder<JpaPid> builder, Question question, Supplier<HitGuard> guard) {
        ISearchBuilder<JpaPid> hapi = builder instanceof CheckedSearchBuilder checked ? checked.hapi : builder;
        CheckedSearchBuilder page = new CheckedSearchBuilder(hapi, question.type(), guard);
        page.question = question;
        return page;
    }

    @Override
    public IResultIterator<JpaPid> createQuery(
            SearchParameterMap asked,
            SearchRuntimeDetails details,
            @Nullable RequestDetails request,
            RequestPartitionId partition) {
        question = new Question(type, asked);
        return super.createQuery(asked, details, request, partition);
    }

    @Override
    public Set<JpaPid> loadIncludes(SearchBuilderLoadIncludesParameters<JpaPid> asked) {
        IncludeLook look = IncludeLook.of(asked);
        if (!look.includes().isEmpty()) {
            looks.add(look);
        }
        return super.loadIncludes(asked);
    }

    @Override
    public void loadResourcesByPid(
            Collection<JpaPid> ids,
            Collection<JpaPid> included,
            List<IBaseResource> into,
            boolean forHistory,
            @Nullable RequestDetails request) {
        super.loadResourcesByPid(ids, included, into, forHistory, request);
        if (question != null && !forHistory) {
            guard.get().keepBorneOut(question, looks, into, hapi, request);
        }
    }
}
