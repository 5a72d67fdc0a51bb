package org.chartseal.server.integrity;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import org.chartseal.consent.enforcement.ConsentDecisions;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;

/** Whether consent shows the caller a version: it may have been labelled otherwise than the current one. */
final class ShownVersions {
    private final ConsentDecisions decisions;
    private final DaoRegistry daos;

    ShownVersions(ConsentDecisions decisions, DaoRegistry daos) {
        this.decisions = decisions;
        this.daos = daos;
    }

    /**
     * Whether this very version is shown; a deletion is, as the decision was made on the last live version.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException if there is no such version
     */
    boolean visible(IdType version) {
        try {
            IBaseResource resource =
                    daos.getResourceDao(version.getResourceType()).read(version, new SystemRequestDetails());
            return decisions.visible(resource);
        } catch (ResourceGoneException deleted) {
            return true;
        }
    }
}
