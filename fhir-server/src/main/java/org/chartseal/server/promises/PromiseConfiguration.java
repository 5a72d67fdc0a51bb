package org.chartseal.server.promises;

import java.time.Clock;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the promises. */
@Configuration(proxyBeanMethods = false)
class PromiseConfiguration {

    @Bean
    PromiseInterceptor promiseInterceptor(CheckpointSigner signer, PromiseProperties properties) {
        return new PromiseInterceptor(signer, properties, Clock.systemUTC());
    }
}
