package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.MatchResourceUrlService;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's resolution of match URLs, conditional writes and conditional references alike, but that a resource is acted on
 * only if its body is what the URL asks for.
 */
final class CheckedMatchUrls extends MatchResourceUrlService<JpaPid> {
    private static final String PREFETCHED = CheckedMatchUrls.class.getName() + ".prefetched";

    private final FhirContext context;
    private final DaoRegistry daos;
    private final MatchUrlService matchUrls;
    private final SearchBuilderFactory<JpaPid> builders;
    private final Supplier<HitGuard> guard;

    CheckedMatchUrls(
            FhirContext context,
            DaoRegistry daos,
            MatchUrlService matchUrls,
            SearchBuilderFactory<JpaPid> builders,
            Supplier<HitGuard> guard) {
        this.context = context;
        this.daos = daos;
        this.matchUrls = matchUrls;
        this.builders = builders;
        this.guard = guard;
    }

    /**
     * A match URL that was resolved by its hash alone.
     *
     * @param type resource type
     * @param url the URL
     * @param found the row it leads to
     */
    record Resolved(String type, String url, JpaPid found) {}

    /**
     * Searches for what a match URL asks for.
     *
     * @throws InternalErrorException if the index finds a resource whose body is not that
     * @throws ResourceVersionConflictException if the body was just changed
     */
    @Override
    public <R extends IBaseResource> Set<JpaPid> search(
            SearchParameterMap asked, Class<R> type, @Nullable RequestDetails request, @Nullable IBaseResource target) {
        Set<JpaPid> found = super.search(asked, type, request, target);
        found.forEach(pid -> check(new Question(context.getResourceType(type), asked), pid, request));
        return found;
    }

    /** Notes what a transaction resolves, for {@link #checkPrefetched}. */
    @Override
    public void matchUrlResolved(TransactionDetails transaction, String type, String url, JpaPid found) {
        super.matchUrlResolved(transaction, type, url, found);
        prefetched(transaction).add(new Resolved(type, url, found));
    }

    /** What this transaction resolved by hash and did not check. */
    static List<Resolved> prefetched(TransactionDetails transaction) {
        return transaction.getOrCreateUserData(PREFETCHED, ArrayList::new);
    }

    /**
     * Checks what a transaction resolved by hash, before any of it is acted on.
     *
     * @throws InternalErrorException if the index finds a resource whose body is not what a URL asks for
     * @throws ResourceVersionConflictException if the body was just changed
     */
    void checkPrefetched(TransactionDetails transaction, @Nullable RequestDetails request) {
        List<Resolved> resolved = prefetched(transaction);
        for (Resolved each : resolved) {
            SearchParameterMap asked =
                    matchUrls.translateMatchUrl(each.url(), context.getResourceDefinition(each.type()));
            check(new Question(each.type(), asked), each.found(), request);
        }
        resolved.clear();
    }

    private void check(Question question, JpaPid found, @Nullable RequestDetails request) {
        IBaseResource body = daos.getResourceDao(question.type()).readByPid(found);
        HitGuard.Misfit misfit = guard.get()
                .misfit(
                        question,
                        body,
                        builders.newSearchBuilder(
                                question.type(),
                                context.getResourceDefinition(question.type()).getImplementingClass()),
                        request);
        if (misfit == HitGuard.Misfit.OF_THE_INDEX) {
            throw new InternalErrorException("Withheld: the search index leads a match URL to a " + question.type()
                    + " that is not what it asks for; nothing was changed");
        }
        if (misfit == HitGuard.Misfit.OF_TIME) {
            throw new ResourceVersionConflictException("A " + question.type()
                    + " that a match URL asks for was changed at this moment; nothing was changed, try again");
        }
    }
}
