package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.dao.JpaStorageResourceParser;
import ca.uhn.fhir.jpa.dao.data.IResourceHistoryTableDao;
import ca.uhn.fhir.jpa.model.entity.BaseTag;
import ca.uhn.fhir.jpa.model.entity.IBaseResourceEntity;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Collection;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HAPI's step from entity to resource, with the {@link SealGuard} before it. HAPI alone serves an older version where the
 * current one's row is gone; here that is withheld.
 */
final class GuardedResourceParser extends JpaStorageResourceParser {
    private static final Logger log = LoggerFactory.getLogger(GuardedResourceParser.class);

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
        try {
            check(entity);
        } catch (BaseServerResponseException refusal) {
            log.warn(
                    "A stored version was withheld from a read: type {}, row {}",
                    entity.getResourceType(),
                    entity.getResourceId().getId());
            throw refusal;
        }
        return super.toResource(request, type, entity, tags, forHistory);
    }

    private void check(IBaseResourceEntity<?> entity) {
        if (entity instanceof ResourceHistoryTable version) {
            guard.refusal(version).ifPresent(refusal -> {
                throw refusal;
            });
        } else if (entity instanceof ResourceTable resource) {
            guard.check(resource, currentVersion(resource));
        }
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
