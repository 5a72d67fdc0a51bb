package org.chartseal.server.sealing;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.keys.KeysUnreachableException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each request whether another node destroyed or replaced keys, before any is used. While the key store does not
 * say, nothing is answered but 503: an opened key may be one that was destroyed.
 */
@Interceptor
public final class KeyGenerationInterceptor {
    private static final int UNAVAILABLE = 503;
    /** After those that know better: a key may be missing because its patient was erased. */
    private static final int LAST = 1000;

    private final KeySlots slots;

    KeyGenerationInterceptor(KeySlots slots) {
        this.slots = slots;
    }

    /**
     * Forgets opened keys that are no longer to be used.
     *
     * @throws KeysUnreachableException if the key store cannot be asked
     */
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED)
    public void incoming() {
        slots.observe();
    }

    /** A failure for want of keys, wherever in the request it was met, as an outage that tells nothing of its cause. */
    @Hook(value = Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION, order = LAST)
    public @Nullable BaseServerResponseException outgoing(Throwable failure) {
        if (failure instanceof BaseServerResponseException decided
                && (decided.getStatusCode() < 500 || decided.getStatusCode() == UNAVAILABLE)) {
            return null;
        }
        return wantsKeys(failure)
                ? new UnclassifiedServerFailureException(UNAVAILABLE, "Keys are not available now: try again later")
                : null;
    }

    private static boolean wantsKeys(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof KeysUnreachableException || cause instanceof KeyUnavailableException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
