package org.chartseal.server.hits;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.search.PersistedJpaBundleProvider;
import ca.uhn.fhir.jpa.search.PersistedJpaBundleProviderFactory;
import ca.uhn.fhir.jpa.search.PersistedJpaSearchFirstPageBundleProvider;
import ca.uhn.fhir.jpa.search.builder.tasks.SearchTask;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.method.ResponsePage;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Makes HAPI's pages of stored searches, first and later ones, check what they load against the search they are of. */
final class CheckedPages extends PersistedJpaBundleProviderFactory {
    private final AutowireCapableBeanFactory beans;
    private final Supplier<HitGuard> guard;

    CheckedPages(AutowireCapableBeanFactory beans, Supplier<HitGuard> guard) {
        this.beans = beans;
        this.guard = guard;
    }

    @Override
    public PersistedJpaBundleProvider newInstance(@Nullable RequestDetails request, String uuid) {
        return wired(new Page(request, uuid));
    }

    @Override
    public PersistedJpaBundleProvider newInstance(@Nullable RequestDetails request, Search search) {
        return wired(new Page(request, search));
    }

    @Override
    public PersistedJpaSearchFirstPageBundleProvider newInstanceFirstPage(
            @Nullable RequestDetails request,
            SearchTask task,
            ISearchBuilder<JpaPid> builder,
            RequestPartitionId partition) {
        return wired(new FirstPage(request, task, builder, partition));
    }

    private <T> T wired(T page) {
        beans.autowireBean(page);
        return page;
    }

    @SuppressWarnings("unchecked") // HAPI passes its builders on without their type
    private CheckedSearchBuilder checked(ISearchBuilder<?> builder, Search search) {
        Question question = search.getSearchParameterMap()
                .map(asked -> new Question(search.getResourceType(), asked, search.getCreated()))
                .orElseThrow(() -> new ResourceGoneException(
                        "The stored search does not say what was asked for, so nothing it found can be checked: search"
                                + " again"));
        return CheckedSearchBuilder.forPage((ISearchBuilder<JpaPid>) builder, question, guard);
    }

    private final class Page extends PersistedJpaBundleProvider {
        Page(@Nullable RequestDetails request, String uuid) {
            super(request, uuid);
        }

        Page(@Nullable RequestDetails request, Search search) {
            super(request, search);
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected List<IBaseResource> toResourceList(
                ISearchBuilder builder, List<JpaPid> ids, ResponsePage.ResponsePageBuilder page) {
            return super.toResourceList(checked(builder, getSearchEntity()), ids, page);
        }
    }

    private final class FirstPage extends PersistedJpaSearchFirstPageBundleProvider {
        FirstPage(
                @Nullable RequestDetails request,
                SearchTask task,
                ISearchBuilder<JpaPid> builder,
                RequestPartitionId partition) {
            super(task, builder, request, partition);
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected List<IBaseResource> toResourceList(
                ISearchBuilder builder, List<JpaPid> ids, ResponsePage.ResponsePageBuilder page) {
            return super.toResourceList(checked(builder, getSearchEntity()), ids, page);
        }
    }
}
