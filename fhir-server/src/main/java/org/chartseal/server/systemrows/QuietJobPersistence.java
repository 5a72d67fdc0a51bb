package org.chartseal.server.systemrows;

import ca.uhn.fhir.batch2.model.WorkChunk;
import ca.uhn.fhir.batch2.model.WorkChunkCompletionEvent;
import ca.uhn.fhir.batch2.model.WorkChunkErrorEvent;
import ca.uhn.fhir.batch2.model.WorkChunkStatusEnum;
import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.jpa.batch2.JpaJobPersistenceImpl;
import ca.uhn.fhir.jpa.dao.data.IBatch2JobInstanceRepository;
import ca.uhn.fhir.jpa.dao.data.IBatch2WorkChunkMetadataViewRepository;
import ca.uhn.fhir.jpa.dao.data.IBatch2WorkChunkRepository;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's store of batch jobs without the texts of chunks' errors and warnings, which quote resources and match URLs. HAPI
 * writes them past Hibernate's listeners and joins them in the database, so they cannot be sealed there; what is kept is
 * HAPI's number of the error.
 */
public class QuietJobPersistence extends JpaJobPersistenceImpl {
    private static final Pattern NUMBER = Pattern.compile("HAPI-\\d{1,5}");

    QuietJobPersistence(
            IBatch2JobInstanceRepository jobs,
            IBatch2WorkChunkRepository chunks,
            IBatch2WorkChunkMetadataViewRepository chunkMetadata,
            IHapiTransactionService transactions,
            EntityManager entities,
            IInterceptorBroadcaster interceptors) {
        super(jobs, chunks, chunkMetadata, transactions, entities, interceptors);
    }

    @Override
    public WorkChunkStatusEnum onWorkChunkError(WorkChunkErrorEvent event) {
        return super.onWorkChunkError(new WorkChunkErrorEvent(event.getChunkId(), quiet(event.getErrorMsg())));
    }

    @Override
    public void onWorkChunkFailed(String chunkId, @Nullable String message) {
        super.onWorkChunkFailed(chunkId, quiet(message));
    }

    @Override
    public void onWorkChunkCompletion(WorkChunkCompletionEvent event) {
        super.onWorkChunkCompletion(new WorkChunkCompletionEvent(
                event.getChunkId(),
                event.getRecordsProcessed(),
                event.getRecoveredErrorCount(),
                quiet(event.getRecoveredWarningMessage())));
    }

    @Override
    public void markWorkChunksWithStatusAndWipeData(
            String instanceId, List<String> chunkIds, WorkChunkStatusEnum status, @Nullable String message) {
        super.markWorkChunksWithStatusAndWipeData(instanceId, chunkIds, status, quiet(message));
    }

    @Override
    public WorkChunk createWorkChunk(WorkChunk chunk) {
        chunk.setErrorMessage(quiet(chunk.getErrorMessage()));
        chunk.setWarningMessage(quiet(chunk.getWarningMessage()));
        return super.createWorkChunk(chunk);
    }

    static @Nullable String quiet(@Nullable String message) {
        if (message == null) {
            return null;
        }
        Matcher number = NUMBER.matcher(message);
        return (number.find() ? number.group() : "An error") + ", whose text is not kept";
    }
}
