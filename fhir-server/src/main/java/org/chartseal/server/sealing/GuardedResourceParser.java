package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.dao.JpaStorageResourceParser;
import ca.uhn.fhir.jpa.dao.data.IResourceHistoryTableDao;
import ca.uhn.fhir.jpa.model.entity.BaseTag;
import ca.uhn.fhir.jpa.model.entity.IBaseResourceEntity;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * HAPI's step from entity to resource, with the {@link SealGuard} before it. HAPI alone serves an older version where the
 * current one's row is gone; here that is withheld.
 */
final class GuardedResourceParser extends JpaStorageResourceParser {
    private final SealGuard guard;
    private final IResourceHistoryTableDao versions;

    GuardedResourceParser(SealGuard guard, IResourceHistoryTableDao versions) {
        this.guard = guard;
        this.versions = versions;
    }

    @Override
    public <R extends IBaseResource> R toResource(
            RequestDetails request,
            Class<R> type,
            IBaseResourceEntity<?> entity,
            Collection<BaseTag> tags,
            boolean forHistory) {
        if (entity instanceof ResourceHistoryTable version) {
            guard.refusal(version).ifPresent(refusal -> {
                throw refusal;
            });
        } else if (entity instanceof ResourceTable resource) {
            guard.check(resource, currentVersion(resource));
        }
        return super.toResource(request, type, entity, tags, forHistory);
    }

    private ResourceHistoryTable currentVersion(ResourceTable resource) {
        ResourceHistoryTable current = resource.getCurrentVersionEntity();
        if (current == null) {
            current = versions.findForIdAndVersion(resource.getResourceId().toFk(), resource.getVersion());
            if (current == null) {
                throw SealGuard.missing();
            }
            resource.setCurrentVersionEntity(current);
        }
        return current;
    }
}
