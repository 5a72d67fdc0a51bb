package org.chartseal.server.security;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.server.keys.SystemKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** The embedded authorization server: OAuth 2.0 client credentials (RFC 6749, section 4.4), ES256 access tokens. */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain tokenEndpoint(HttpSecurity http) throws Exception {
        return http.securityMatcher("/oauth2/token", "/oauth2/jwks", "/.well-known/oauth-authorization-server")
                .with(OAuth2AuthorizationServerConfigurer.authorizationServer(), Customizer.withDefaults())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(SecurityProperties properties) {
        return AuthorizationServerSettings.builder()
                .issuer(properties.publicUrl())
                .build();
    }

    @Bean
    RegisteredClientRepository registeredClients(ClientIdentities identities, SecurityProperties properties) {
        List<RegisteredClient> clients = identities.all().stream()
                .map(identity -> RegisteredClient.withId(identity.clientId())
                        .clientId(identity.clientId())
                        .clientSecret(identity.secretHash())
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .scopes(scopes -> scopes.addAll(identity.scopes()))
                        .tokenSettings(TokenSettings.builder()
                                .accessTokenTimeToLive(properties.tokenLifetime())
                                .build())
                        .build())
                .toList();
        return new InMemoryRegisteredClientRepository(clients);
    }

    @Bean
    OAuth2AuthorizationService authorizationService() {
        return new UnstoredAuthorizations();
    }

    @Bean
    JWKSource<SecurityContext> tokenKeys(SystemKeys systemKeys) {
        ECKey key = TokenKey.load(systemKeys);
        return new ImmutableJWKSet<>(new JWKSet(key));
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> tokenClaims(ClientIdentities identities, SecurityProperties properties) {
        Map<String, ClientIdentity> byId = identities.all().stream()
                .collect(Collectors.toUnmodifiableMap(ClientIdentity::clientId, Function.identity()));
        return context -> {
            ClientIdentity identity = byId.get(context.getRegisteredClient().getClientId());
            if (identity == null) {
                throw new IllegalStateException("A registered client has no identity");
            }
            context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
            context.getClaims()
                    .audience(List.of(properties.audience()))
                    .claim(Callers.ROLE_CLAIM, identity.role().code());
            if (identity.fhirUser() != null) {
                context.getClaims().claim(Callers.FHIR_USER_CLAIM, identity.fhirUser());
            }
        };
    }
}
