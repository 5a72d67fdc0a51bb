package org.chartseal.consent.engine;

import java.util.Set;

/**
 * What holds where the patient has said nothing (IHE PCF 1.1, implicit policies). This one is {@code basic-normal}:
 * normal data for whoever has a standing, restricted data for nobody but backends under an administrator's policy.
 *
 * @param unownedTypes resource types that are about no patient and may be read by anyone with a standing
 */
public record ImplicitPolicy(Set<String> unownedTypes) {
    private static final Set<String> OFFICER_TYPES = Set.of("Patient", "Consent", "AuditEvent", "Provenance");

    /** Whether data of a patient without an applicable directive may be seen. */
    boolean permits(AccessRequest request, ResourceFacts resource) {
        return switch (request.standing()) {
            case ADMINISTRATOR_POLICY -> true;
            case ASSIGNED_ROLE -> Confidentiality.of(resource.labels()).compareTo(Confidentiality.N) <= 0;
            case PRIVACY_OFFICER -> OFFICER_TYPES.contains(resource.type());
            case NONE -> false;
        };
    }

    /** Whether data about no patient may be seen. */
    boolean permitsUnowned(AccessRequest request, ResourceFacts resource) {
        return request.standing() == AccessRequest.Standing.ADMINISTRATOR_POLICY
                || (request.standing() != AccessRequest.Standing.NONE && unownedTypes.contains(resource.type()));
    }
}
