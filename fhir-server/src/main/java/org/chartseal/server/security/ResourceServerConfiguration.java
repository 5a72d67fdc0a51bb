package org.chartseal.server.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

/** Every path needs a token of this server for this server, but for the few that are named here. */
@Configuration(proxyBeanMethods = false)
class ResourceServerConfiguration {
    /** Reads checkpoints, hashes and entries of 33 bytes, and hands in signatures: nothing that opens. */
    private static final String WITNESS = "SCOPE_log/witness";

    @Bean
    @Order(2)
    SecurityFilterChain resources(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/",
                                "/favicon.ico",
                                "/fhir/metadata",
                                "/fhir/.well-known/smart-configuration",
                                "/fhir/swagger-ui/**",
                                "/fhir/api-docs",
                                "/actuator/health",
                                "/actuator/health/*",
                                "/error")
                        .permitAll()
                        .requestMatchers("/fhir", "/fhir/**")
                        .authenticated()
                        .requestMatchers("/log/attestation")
                        .hasAuthority(WITNESS)
                        .requestMatchers("/log/checkpoint", "/log/consistency", "/log/tile/**")
                        .hasAnyAuthority("SCOPE_log/audit", WITNESS)
                        .requestMatchers("/log/**")
                        .hasAuthority("SCOPE_log/audit")
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .build();
    }

    @Bean
    JwtDecoder accessTokens(JWKSource<SecurityContext> keys, SecurityProperties properties) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        // The algorithm is fixed by us, never read from a token's header.
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(properties.publicUrl()),
                new JwtClaimValidator<java.util.List<String>>(
                        "aud", audience -> audience != null && audience.contains(properties.audience())),
                new JwtClaimValidator<java.time.Instant>("exp", expiry -> expiry != null)));
        return decoder;
    }

    @Bean
    FilterRegistrationBean<SmartConfigurationFilter> smartConfiguration(SecurityProperties properties) {
        FilterRegistrationBean<SmartConfigurationFilter> registration =
                new FilterRegistrationBean<>(new SmartConfigurationFilter(properties));
        registration.addUrlPatterns("/fhir/.well-known/smart-configuration");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE);
        return registration;
    }
}
