package org.chartseal.server.evaluation;

import java.io.IOException;
import org.chartseal.server.DirectoryProperties;
import org.chartseal.server.integrity.ChainProperties;
import org.chartseal.server.security.SecurityProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Generated identities, in evaluation mode only. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "chartseal.mode", havingValue = "evaluation", matchIfMissing = true)
class EvaluationConfiguration {

    @Bean
    LoopbackOnly loopbackOnly(ServerProperties server, EvaluationProperties properties) {
        return new LoopbackOnly(server.getAddress(), properties);
    }

    @Bean
    EvaluationIdentities evaluationIdentities(
            DirectoryProperties directories, SecurityProperties security, LoopbackOnly reach) throws IOException {
        return new EvaluationIdentities(directories.secrets(), security.publicUrl());
    }

    @Bean
    Welcome welcome(
            EvaluationIdentities identities,
            DirectoryProperties directories,
            SecurityProperties security,
            ChainProperties chain) {
        return new Welcome(identities, directories, security, chain);
    }
}
