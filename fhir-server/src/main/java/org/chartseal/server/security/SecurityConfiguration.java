package org.chartseal.server.security;

import java.io.IOException;
import java.nio.file.Path;
import org.chartseal.server.ModeProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The scope check, and in production the clients it knows. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    ScopeInterceptor scopeInterceptor() {
        return new ScopeInterceptor();
    }

    @Bean
    @ConditionalOnProperty(name = "chartseal.mode", havingValue = "production")
    ClientIdentities productionClients(SecurityProperties properties, ModeProperties mode) throws IOException {
        String file = properties.clientsFile();
        if (file == null) {
            throw new IllegalStateException(
                    "Expected chartseal.security.clients-file in production mode, found none: evaluation identities are"
                            + " never used there");
        }
        return new ClientsFile(Path.of(file));
    }
}
