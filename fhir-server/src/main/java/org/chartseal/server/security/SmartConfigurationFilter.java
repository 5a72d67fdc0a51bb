package org.chartseal.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.filter.OncePerRequestFilter;

/** Serves {@code .well-known/smart-configuration}, which HAPI's servlet would swallow. Claims what is there, no more. */
final class SmartConfigurationFilter extends OncePerRequestFilter {
    private final byte[] document;

    SmartConfigurationFilter(SecurityProperties properties) {
        this.document =
                """
                {
                  "issuer": "%1$s",
                  "jwks_uri": "%1$s/oauth2/jwks",
                  "token_endpoint": "%1$s/oauth2/token",
                  "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                  "grant_types_supported": ["client_credentials"],
                  "scopes_supported": ["system/*.cruds", "user/*.cruds", "user/*.rs", "user/Consent.cruds", "log/audit",
                  "log/witness"],
                  "capabilities": ["client-confidential-symmetric", "permission-v1", "permission-v2", "permission-user"]
                }
                """
                        .formatted(properties.publicUrl())
                        .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().write(document);
    }
}
