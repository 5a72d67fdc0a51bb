package org.chartseal.server.indexrotation;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.JpaDaoResourceLinkResolver;
import ca.uhn.fhir.jpa.model.cross.IResourceLookup;
import ca.uhn.fhir.jpa.searchparam.extractor.PathAndRef;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.chartseal.server.blindindex.IndexChanges;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's resolution of references, but that a stored resource may refer to one that was erased since: indexed anew, it
 * has no link there, as it has had none since the erasure. What a client writes is refused as ever.
 */
final class LostReferences extends JpaDaoResourceLinkResolver {
    @Override
    public @Nullable IResourceLookup<?> findTargetResource(
            RequestPartitionId partition,
            String type,
            PathAndRef reference,
            @Nullable RequestDetails request,
            @Nullable TransactionDetails transaction) {
        try {
            return super.findTargetResource(partition, type, reference, request, transaction);
        } catch (InvalidRequestException unknown) {
            if (IndexChanges.counting()) {
                return null;
            }
            throw unknown;
        }
    }
}
