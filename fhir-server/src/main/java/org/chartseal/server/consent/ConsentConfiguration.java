package org.chartseal.server.consent;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import org.chartseal.anchoring.canonical.SubjectRule;
import org.chartseal.consent.enforcement.ConsentDecisions;
import org.chartseal.consent.enforcement.ConsentInterceptor;
import org.chartseal.consent.engine.ConsentEngine;
import org.chartseal.consent.engine.ImplicitPolicy;
import org.chartseal.consent.fhir.ResourceReader;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.sealing.SealedTable;
import org.hl7.fhir.r4.model.Consent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the engine to the stored directives and to the token's identity. */
@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {

    @Bean
    DirectiveHeads directiveHeads(JdbcTemplate jdbc, SubjectSlots subjects, KeySlots slots) {
        return new DirectiveHeads(jdbc, subjects, slots);
    }

    @Bean
    ConsentDecisions consentDecisions(
            ConsentProperties properties, FhirContext fhirContext, DirectiveHeads heads, DaoRegistry daos) {
        return new ConsentDecisions(
                new ConsentEngine(new ImplicitPolicy(properties.unownedTypes())),
                // Whose data a resource is: one table for the log and for consent.
                new ResourceReader(fhirContext, SubjectRule.elements()),
                new StoredDirectives(heads, daos.getResourceDao(Consent.class)),
                new CallerAccessors(Clock.systemUTC()));
    }

    @Bean
    ConsentInterceptor consentInterceptor(ConsentDecisions decisions, DaoRegistry daos) {
        return new ConsentInterceptor(decisions, new DaoStoredResources(daos));
    }

    @Bean
    ConsentWriteRules consentWriteRules() {
        return new ConsentWriteRules();
    }

    @Bean
    SealedTable directiveTable(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new DirectiveTable(jdbc, new TransactionTemplate(transactions));
    }
}
