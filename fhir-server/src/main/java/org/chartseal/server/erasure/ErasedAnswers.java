package org.chartseal.server.erasure;

import ca.uhn.fhir.i18n.Msg;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.Optional;
import org.chartseal.server.keys.NoOwnerKeyException;
import org.chartseal.server.security.Callers;
import org.chartseal.server.security.Role;
import org.jspecify.annotations.Nullable;

/**
 * What an erased record answers: 410 with the reason to the privacy officer, and to everybody else just what an unknown
 * id answers. Only an erasure that the signed log authorises counts; a key that is merely missing stays an outage.
 */
@Interceptor
public final class ErasedAnswers {
    private final Erasures erasures;

    ErasedAnswers(Erasures erasures) {
        this.erasures = erasures;
    }

    /** Replaces the exception where the record that was asked for is erased. */
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public @Nullable BaseServerResponseException outgoing(@Nullable RequestDetails request, Throwable failure) {
        NoOwnerKeyException noKey = cause(failure);
        boolean officer = Callers.current()
                .filter(caller -> caller.role() == Role.PRIVACY_OFFICER)
                .isPresent();
        Optional<Erasure> erased = noKey != null
                ? erasures.authorised(noKey.slots())
                : officer && failure instanceof ResourceNotFoundException && request != null
                        ? named(request)
                        : Optional.empty();
        return erased.<BaseServerResponseException>map(erasure -> officer ? gone(erasure) : unknown(request))
                .orElseGet(() -> rowGone(failure) ? unknown(request) : null);
    }

    /** A node that still knows the row's number answers with another code than for an id that never was. */
    private static boolean rowGone(Throwable failure) {
        return failure instanceof ResourceNotFoundException
                && String.valueOf(failure.getMessage()).startsWith(Msg.code(1996));
    }

    private Optional<Erasure> named(RequestDetails request) {
        return request.getResourceName() == null || request.getId() == null
                ? Optional.empty()
                : erasures.authorised(request.getResourceName(), request.getId().getIdPart());
    }

    private static ResourceGoneException gone(Erasure erasure) {
        return new ResourceGoneException("Erased: " + erasure.reason().code() + ", asked for on " + erasure.requested()
                + ", erasure " + erasure.id());
    }

    private static ResourceNotFoundException unknown(@Nullable RequestDetails request) {
        String what = request == null || request.getId() == null
                ? "asked for"
                : request.getResourceName() + "/" + request.getId().getIdPart();
        return new ResourceNotFoundException(Msg.code(2001) + "Resource " + what + " is not known");
    }

    private static @Nullable NoOwnerKeyException cause(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof NoOwnerKeyException found) {
                return found;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
