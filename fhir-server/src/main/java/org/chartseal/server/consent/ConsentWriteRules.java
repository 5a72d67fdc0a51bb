package org.chartseal.server.consent;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.jspecify.annotations.Nullable;

/** What may be done to a stored Consent: it names a patient, keeps that patient, and is never deleted. */
@Interceptor
public final class ConsentWriteRules {
    /** A Consent about nobody would bind nobody. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void creating(IBaseResource resource) {
        if (resource instanceof Consent consent && patient(consent) == null) {
            throw new UnprocessableEntityException("Expected Consent.patient to refer to a Patient on this server");
        }
    }

    /** A Consent that moved to another patient would leave the first one's denials behind. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updating(IBaseResource before, IBaseResource after) {
        if (before instanceof Consent old
                && after instanceof Consent fresh
                && !Objects.equals(patient(old), patient(fresh))) {
            throw new UnprocessableEntityException("Expected Consent.patient to stay the same, found another");
        }
    }

    /** What was decided must stay to be seen. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void deleting(IBaseResource resource) {
        if (resource instanceof Consent) {
            throw new MethodNotAllowedException("A Consent is not deleted: set its status to inactive");
        }
    }

    private static @Nullable String patient(Consent consent) {
        return "Patient".equals(consent.getPatient().getReferenceElement().getResourceType())
                        || (consent.getPatient().getReference() != null
                                && consent.getPatient().getReference().startsWith("urn:"))
                ? consent.getPatient().getReference()
                : null;
    }
}
