package org.chartseal.server.sealing;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.chartseal.server.keys.KeySlots;

/** Looks at each request whether another node destroyed or replaced keys, before any is used. */
@Interceptor
public final class KeyGenerationInterceptor {
    private final KeySlots slots;

    KeyGenerationInterceptor(KeySlots slots) {
        this.slots = slots;
    }

    /** Forgets opened keys that are no longer to be used. */
    @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED)
    public void incoming() {
        slots.observe();
    }
}
