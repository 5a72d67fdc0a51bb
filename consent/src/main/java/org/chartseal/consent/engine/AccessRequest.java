package org.chartseal.consent.engine;

import java.time.Instant;
import java.util.Set;

/**
 * Who asks, and as what.
 *
 * @param actors everything the accessor is, by reference: the user, roles, organizations, teams, the client
 * @param standing why it may ask at all where no directive says so
 * @param now when
 */
public record AccessRequest(Set<String> actors, Standing standing, Instant now) {
    /** Why an accessor may ask where the patient has said nothing. */
    public enum Standing {
        /** A user with a care relationship or an assigned role, for treatment. */
        ASSIGNED_ROLE,
        /** A backend system under an administrator's policy. */
        ADMINISTRATOR_POLICY,
        /** The privacy officer. */
        PRIVACY_OFFICER,
        /** None: refused unless a directive permits. */
        NONE
    }
}
