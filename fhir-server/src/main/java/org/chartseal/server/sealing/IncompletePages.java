package org.chartseal.server.sealing;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Says on a page that something was left out of it, and takes its total away, without saying what. */
@Interceptor
public final class IncompletePages {
    private static final String MARK = IncompletePages.class.getName();

    /** Marks the page that this thread is answering with. */
    public static void mark() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(MARK, true, RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** Adds the outcome to a page that was marked. */
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void outgoing(ResponseDetails response) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null
                || request.getAttribute(MARK, RequestAttributes.SCOPE_REQUEST) == null
                || !(response.getResponseResource() instanceof Bundle page)) {
            return;
        }
        page.setTotalElement(null);
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(OperationOutcome.IssueSeverity.WARNING)
                .setCode(OperationOutcome.IssueType.INCOMPLETE)
                .setDiagnostics("This page may be incomplete: a stored record fails its integrity check.");
        page.addEntry().setResource(outcome).getSearch().setMode(Bundle.SearchEntryMode.OUTCOME);
    }
}
