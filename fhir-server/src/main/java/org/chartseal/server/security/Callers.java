package org.chartseal.server.security;

import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Reads the {@link Caller} of the current request from its verified token. */
public final class Callers {
    static final String ROLE_CLAIM = "chartseal_role";
    static final String FHIR_USER_CLAIM = "fhirUser";

    private Callers() {}

    /** The caller, empty outside a request and where the token names no known role. */
    public static Optional<Caller> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof JwtAuthenticationToken token ? of(token.getToken()) : Optional.empty();
    }

    private static Optional<Caller> of(Jwt token) {
        String role = token.getClaimAsString(ROLE_CLAIM);
        if (role == null) {
            return Optional.empty();
        }
        List<String> scopes = token.getClaimAsStringList("scope");
        return Optional.of(new Caller(
                token.getSubject(),
                Role.of(role),
                token.getClaimAsString(FHIR_USER_CLAIM),
                scopes == null
                        ? List.of()
                        : scopes.stream()
                                .flatMap(scope -> SmartScope.parse(scope).stream())
                                .toList()));
    }
}
