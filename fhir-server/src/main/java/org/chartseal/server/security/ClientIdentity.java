package org.chartseal.server.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A registered client and whom it stands for.
 *
 * @param clientId its OAuth 2.0 client id
 * @param secretHash its secret, hashed for a password encoder, for example {@code {bcrypt}…}
 * @param role what it is to the hospital
 * @param fhirUser the FHIR resource of the user it stands for, for example {@code Practitioner/p1}; null for a system
 * @param scopes SMART scopes it may be given
 */
public record ClientIdentity(
        String clientId, String secretHash, Role role, @Nullable String fhirUser, Set<String> scopes) {}
