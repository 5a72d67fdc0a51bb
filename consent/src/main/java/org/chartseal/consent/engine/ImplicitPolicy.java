package org.chartseal.consent.engine;

import java.util.Set;

/**
 * What holds where the patient has said nothing (IHE PCF 1.1, implicit policies). This one is {@code basic-normal}:
 * normal data for whoever has a standing, restricted data for nobody but backends under an administrator's policy
 * and the privacy officer.
 *
 * @param unownedTypes resource types that are about no patient and may be read by anyone with a standing
 */
public record ImplicitPolicy(Set<String> unownedTypes) {
    /** Whether data of a patient without an applicable directive may be seen. */
    boolean permits(AccessRequest request, ResourceFacts resource) {
        return switch (request.standing()) {
            // The officer compares what is served with what was logged, which takes reading it.
            case ADMINISTRATOR_POLICY, PRIVACY_OFFICER -> true;
            case ASSIGNED_ROLE -> Confidentiality.of(resource.labels()).compareTo(Confidentiality.N) <= 0;
            case NONE -> false;
        };
    }

    /** Whether data about no patient may be seen. */
    boolean permitsUnowned(AccessRequest request, ResourceFacts resource) {
        return request.standing() == AccessRequest.Standing.ADMINISTRATOR_POLICY
                || request.standing() == AccessRequest.Standing.PRIVACY_OFFICER
                || (request.standing() != AccessRequest.Standing.NONE && unownedTypes.contains(resource.type()));
    }
}
