package org.chartseal.server.consent;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.chartseal.consent.enforcement.Accessors;
import org.chartseal.consent.engine.AccessRequest;
import org.chartseal.consent.engine.AccessRequest.Standing;
import org.chartseal.server.security.Caller;
import org.chartseal.server.security.Callers;

/** The accessor as the verified token names it. */
final class CallerAccessors implements Accessors {
    private final Clock clock;

    CallerAccessors(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<AccessRequest> current() {
        return Callers.current().map(caller -> new AccessRequest(actors(caller), standing(caller), clock.instant()));
    }

    private static Set<String> actors(Caller caller) {
        Set<String> actors = new HashSet<>();
        actors.add("Device/" + caller.clientId());
        if (caller.fhirUser() != null) {
            actors.add(caller.fhirUser());
        }
        return actors;
    }

    private static Standing standing(Caller caller) {
        return switch (caller.role()) {
            case SYSTEM -> Standing.ADMINISTRATOR_POLICY;
            case CLINICIAN -> Standing.ASSIGNED_ROLE;
            case PRIVACY_OFFICER -> Standing.PRIVACY_OFFICER;
            // Its scope reaches no resource; were it ever given one that does, this is the second lock.
            case WITNESS -> throw new ForbiddenOperationException("A witness has no access to resources");
        };
    }
}
