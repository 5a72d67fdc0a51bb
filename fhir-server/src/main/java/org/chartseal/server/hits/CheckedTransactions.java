package org.chartseal.server.hits;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.dao.TransactionProcessor;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.List;
import java.util.Set;
import org.chartseal.server.blindindex.IndexGenerations;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * HAPI's transactions. Match URLs of one token are resolved for all entries at once, by hash alone; here the bodies they
 * lead to are loaded, at once too, and checked before any entry is processed.
 */
final class CheckedTransactions extends TransactionProcessor {
    private final CheckedMatchUrls matchUrls;
    private final IndexGenerations generations;
    private final ObjectProvider<IFhirSystemDao<?, ?>> systemDao;

    CheckedTransactions(
            CheckedMatchUrls matchUrls, IndexGenerations generations, ObjectProvider<IFhirSystemDao<?, ?>> systemDao) {
        this.matchUrls = matchUrls;
        this.generations = generations;
        this.systemDao = systemDao;
    }

    @Override
    public void preFetchSearchParameterMaps(
            @Nullable RequestDetails request,
            TransactionDetails transaction,
            RequestPartitionId partition,
            List<MatchUrlToResolve> asked,
            Set<JpaPid> bodiesToLoad,
            Set<JpaPid> versionsToLoad) {
        generations.steadily(() -> {
            super.preFetchSearchParameterMaps(request, transaction, partition, asked, bodiesToLoad, versionsToLoad);
            return asked;
        });
        List<JpaPid> found = CheckedMatchUrls.prefetched(transaction).stream()
                .map(CheckedMatchUrls.Resolved::found)
                .distinct()
                .toList();
        if (!found.isEmpty()) {
            systemDao.getObject().preFetchResources(found, false);
            matchUrls.checkPrefetched(transaction, request);
        }
    }
}
