package org.chartseal.server.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Optional;
import org.chartseal.consent.enforcement.StoredResources;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;

/** Reads through HAPI's DAOs as the server itself. */
final class DaoStoredResources implements StoredResources {
    private final DaoRegistry daos;

    DaoStoredResources(DaoRegistry daos) {
        this.daos = daos;
    }

    @Override
    public Optional<IBaseResource> lastLive(IIdType id) {
        if (!daos.isResourceTypeSupported(id.getResourceType())) {
            return Optional.empty();
        }
        IFhirResourceDao<?> dao = daos.getResourceDao(id.getResourceType());
        try {
            return Optional.of(dao.read(id, new SystemRequestDetails()));
        } catch (ResourceGoneException deleted) {
            return beforeDeletion(dao, id, deleted);
        } catch (ResourceNotFoundException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<IBaseResource> beforeDeletion(
            IFhirResourceDao<?> dao, IIdType id, ResourceGoneException deleted) {
        IIdType version = deleted.getResourceId();
        if (version == null || !version.hasVersionIdPart()) {
            return Optional.empty();
        }
        long last = version.getVersionIdPartAsLong() - 1;
        if (last < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(dao.read(id.withVersion(Long.toString(last)), new SystemRequestDetails()));
        } catch (ResourceGoneException | ResourceNotFoundException notLive) {
            return Optional.empty();
        }
    }
}
