package org.chartseal.server.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Token issue and check.
 *
 * @param publicUrl the address users reach the server at, without a trailing slash: token issuer, and the base of the
 *     audience. Default http://127.0.0.1 and the server's port, since 0.1
 * @param tokenLifetime how long an access token lasts. Default 30m, since 0.1
 * @param clientsFile JSON file of registered clients with hashed secrets, required in production. Default none, since
 *     0.1
 */
@ConfigurationProperties("chartseal.security")
public record SecurityProperties(
        @DefaultValue("http://127.0.0.1:8080") String publicUrl,
        @DefaultValue("30m") Duration tokenLifetime,
        @Nullable String clientsFile) {

    /** The audience of access tokens: the FHIR base. */
    public String audience() {
        return publicUrl + "/fhir";
    }
}
