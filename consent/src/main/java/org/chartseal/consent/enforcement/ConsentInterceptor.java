package org.chartseal.consent.enforcement;

import ca.uhn.fhir.i18n.Msg;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.chartseal.consent.engine.Decision;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the decision on reads, searches, history and instance operations. What is hidden answers exactly as an id
 * that was never used: the same status, headers and text.
 */
@Interceptor
public final class ConsentInterceptor {
    private static final Set<RestOperationTypeEnum> ONE_RESOURCE =
            EnumSet.of(RestOperationTypeEnum.READ, RestOperationTypeEnum.VREAD);
    /** Interactions on an existing resource that are refused before anything of it is looked at or changed. */
    private static final Set<RestOperationTypeEnum> DECIDED_FIRST = EnumSet.of(
            RestOperationTypeEnum.READ,
            RestOperationTypeEnum.VREAD,
            RestOperationTypeEnum.UPDATE,
            RestOperationTypeEnum.PATCH,
            RestOperationTypeEnum.DELETE,
            RestOperationTypeEnum.HISTORY_INSTANCE,
            RestOperationTypeEnum.EXTENDED_OPERATION_INSTANCE,
            RestOperationTypeEnum.VALIDATE);

    private final ConsentDecisions decisions;
    private final StoredResources stored;

    /** Enforces these decisions. */
    public ConsentInterceptor(ConsentDecisions decisions, StoredResources stored) {
        this.decisions = decisions;
        this.stored = stored;
    }

    /** Refuses an interaction on a hidden resource as if its id were unknown. */
    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = 100)
    public void incoming(RequestDetails request, RestOperationTypeEnum operation) {
        IIdType id = request.getId();
        if (request instanceof SystemRequestDetails
                || id == null
                || !id.hasIdPart()
                || !DECIDED_FIRST.contains(operation)
                || !decisions.countsCouldTell()) {
            return;
        }
        IIdType typed = id.hasResourceType() ? id : id.withResourceType(request.getResourceName());
        stored.lastLive(typed.toUnqualifiedVersionless())
                .filter(resource -> !decisions.visible(resource))
                .ifPresent(hidden -> {
                    throw unknown(typed);
                });
    }

    /** Refuses an update inside a batch or transaction as if the id were unknown. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updating(@Nullable IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
        if (before != null && !(request instanceof SystemRequestDetails) && !decisions.visible(before)) {
            throw unknown(before.getIdElement());
        }
    }

    /** Refuses a deletion inside a batch or transaction as if the id were unknown. */
    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void deleting(IBaseResource resource, @Nullable RequestDetails request) {
        if (!(request instanceof SystemRequestDetails) && !decisions.visible(resource)) {
            throw unknown(resource.getIdElement());
        }
    }

    /** Takes hidden resources out of an answer; a single hidden one is an unknown id. */
    @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
    public void showing(IPreResourceShowDetails resources, @Nullable RequestDetails request) {
        if (request == null || request instanceof SystemRequestDetails) {
            return;
        }
        List<Integer> places = new ArrayList<>(resources.size());
        List<IBaseResource> subjectToConsent = new ArrayList<>(resources.size());
        for (int i = 0; i < resources.size(); i++) {
            IBaseResource resource = resources.getResource(i);
            if (resource != null && !isEnvelope(resource)) {
                places.add(i);
                subjectToConsent.add(resource);
            }
        }
        List<Decision> made = decisions.decide(subjectToConsent);
        for (int i = 0; i < made.size(); i++) {
            if (!made.get(i).permitted()) {
                if (ONE_RESOURCE.contains(request.getRestOperationType())) {
                    throw unknown(subjectToConsent.get(i).getIdElement());
                }
                resources.setResource(places.get(i), null);
            }
        }
    }

    /** Takes the total from a page where it could count what the accessor may not see. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void outgoing(RequestDetails request, ResponseDetails response) {
        if (!(request instanceof SystemRequestDetails)
                && response.getResponseResource() instanceof Bundle page
                && page.hasTotal()
                && decisions.countsCouldTell()) {
            page.setTotalElement(null);
        }
    }

    /** Says of a deleted resource no more than of one that never was, where the difference could tell. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public @Nullable BaseServerResponseException failing(@Nullable RequestDetails request, Throwable failure) {
        if (failure instanceof ResourceGoneException
                && request != null
                && request.getId() != null
                && decisions.countsCouldTell()) {
            IIdType id = request.getId();
            return unknown(id.hasResourceType() ? id : id.withResourceType(request.getResourceName()));
        }
        return null;
    }

    private static boolean isEnvelope(IBaseResource resource) {
        return resource instanceof OperationOutcome
                || resource instanceof Parameters
                || (resource instanceof Bundle bundle && !bundle.getIdElement().hasIdPart());
    }

    /** In HAPI's own words for an id that is not there. */
    private static ResourceNotFoundException unknown(IIdType id) {
        return new ResourceNotFoundException(
                Msg.code(2001) + "Resource " + id.toUnqualifiedVersionless().getValue() + " is not known");
    }
}
