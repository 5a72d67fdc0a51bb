package org.chartseal.server.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as its verified token says.
 *
 * @param clientId OAuth 2.0 client id
 * @param role role of the identity
 * @param fhirUser FHIR resource of the user, null for a system
 * @param scopes the granted resource scopes
 */
public record Caller(String clientId, Role role, @Nullable String fhirUser, List<SmartScope> scopes) {
    /** Whether any granted scope permits this. */
    public boolean may(String resourceType, SmartScope.Permission permission) {
        return scopes.stream().anyMatch(scope -> scope.permits(resourceType, permission));
    }

    /** What binds stored searches to the caller: the client and the user it stands for. */
    public String identity() {
        return clientId + "|" + (fhirUser == null ? "" : fhirUser);
    }
}
