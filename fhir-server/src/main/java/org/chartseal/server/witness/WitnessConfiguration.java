package org.chartseal.server.witness;

import java.time.Clock;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.log.LogStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires what is asked of witnesses and what they answer. */
@Configuration(proxyBeanMethods = false)
class WitnessConfiguration {

    @Bean
    LogRules newLogRules(WitnessProperties properties) {
        return properties.rules();
    }

    @Bean
    WitnessTable witnessTable(JdbcTemplate jdbc) {
        return new WitnessTable(jdbc);
    }

    @Bean
    CollectedEndorsements collectedEndorsements(LogStore store, WitnessTable table, WitnessProperties properties) {
        return new CollectedEndorsements(store, table, properties, Clock.systemUTC());
    }

    @Bean
    Cosignatures cosignatures(JdbcTemplate jdbc, WitnessProperties properties) {
        return new Cosignatures(new CosignatureTable(jdbc), properties);
    }

    @Bean
    WitnessController witnessController(WitnessTable table, LogStore store, Cosignatures cosignatures) {
        return new WitnessController(table, store, cosignatures, Clock.systemUTC());
    }

    @Bean
    WitnessHealth witnessesHealthIndicator(
            WitnessTable table, CollectedEndorsements endorsements, WitnessProperties properties) {
        return new WitnessHealth(table, endorsements, properties, Clock.systemUTC());
    }
}
