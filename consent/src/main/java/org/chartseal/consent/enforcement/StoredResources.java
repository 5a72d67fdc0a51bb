package org.chartseal.consent.enforcement;

import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;

/** Reads what is stored, past all access rules, so that a decision can be made before anything is done to it. */
public interface StoredResources {
    /** The current version, or the last live one of a deleted resource; empty if the id was never used. */
    Optional<IBaseResource> lastLive(IIdType id);
}
