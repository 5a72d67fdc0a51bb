package org.chartseal.server.scrub;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.IJpaStorageResourceParser;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.Map;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.blindindex.IndexComparison;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LogComparison;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SystemKeys;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.SealVerdicts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the comparison of what is stored with what it must be. */
@Configuration(proxyBeanMethods = false)
class ScrubConfiguration {
    private static final String FOUND = "chartseal.scrub.found";
    private static final String OPEN = "chartseal.scrub.findings";

    @Bean
    ScrubStore scrubStore(JdbcTemplate jdbc, SystemKeys keys, LogIncidents incidents) {
        return new ScrubStore(jdbc, new ColumnSeal(key(keys)), incidents::report);
    }

    @Bean
    FindingStore findingStore(JdbcTemplate jdbc, SystemKeys keys, MeterRegistry meters) {
        FindingStore findings = new FindingStore(jdbc, new ColumnSeal(key(keys)));
        Gauge.builder(OPEN, findings, FindingStore::count)
                .description("Findings of the scrub that are open")
                .strongReference(true)
                .register(meters);
        return findings;
    }

    private static Secret<byte[]> key(SystemKeys keys) {
        return keys.key("scrub/v1", 32);
    }

    @Bean
    ResourceCheck resourceCheck(
            JdbcTemplate jdbc,
            EntityManagerFactory entities,
            IJpaStorageResourceParser parser,
            SealVerdicts verdicts,
            IndexComparison index,
            PlatformTransactionManager transactions,
            MigratedSchema schema) {
        return new ResourceCheck(
                jdbc,
                SharedEntityManagerCreator.createSharedEntityManager(entities),
                parser,
                verdicts,
                index,
                new Snapshots(jdbc, transactions, schema.postgres()));
    }

    @Bean
    ScrubSchedule scrubSchedule(
            ScrubStore store,
            FindingStore findings,
            ResourceCheck resources,
            LogComparison log,
            DaoRegistry daos,
            MeterRegistry meters,
            PlatformTransactionManager transactions,
            Lease lease,
            ScrubProperties properties) {
        Scrub scrub = new Scrub(
                store,
                findings,
                Map.of(
                        ScrubPart.RESOURCES, resources,
                        ScrubPart.VERSIONS, new VersionCheck(log),
                        ScrubPart.LEAVES, new LeafCheck(log)),
                new ScrubTrail(daos),
                finding -> meters.counter(FOUND, "kind", finding.kind().code()).increment(),
                new TransactionTemplate(transactions),
                properties,
                Clock.systemUTC());
        return new ScrubSchedule(scrub, lease, properties);
    }

    @Bean
    ScrubOperation scrubOperation(
            ScrubStore store, FindingStore findings, ScrubProperties properties, JdbcTemplate jdbc) {
        return new ScrubOperation(store, findings, properties, jdbc);
    }

    @Bean
    ScrubHealth scrubHealth(FindingStore findings) {
        return new ScrubHealth(findings);
    }
}
