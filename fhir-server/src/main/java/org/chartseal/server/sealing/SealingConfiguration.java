package org.chartseal.server.sealing;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.IJpaStorageResourceParser;
import ca.uhn.fhir.jpa.dao.IResourceMetadataExtractorSvc;
import ca.uhn.fhir.jpa.dao.data.IResourceHistoryTableDao;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceServiceRegistry;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.partition.IPartitionLookupSvc;
import ca.uhn.fhir.jpa.search.BatchResourceLoader;
import java.util.List;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.ModeProperties;
import org.chartseal.server.keys.BackgroundRotation;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Hooks sealing into Hibernate and into HAPI's two ways from an entity to a resource. */
@Configuration(proxyBeanMethods = false)
class SealingConfiguration {

    @Bean
    SealVerdicts sealVerdicts() {
        return new SealVerdicts();
    }

    @Bean
    SealGuard sealGuard(SealingProperties properties, SealVerdicts verdicts) {
        return new SealGuard(properties.enabled(), verdicts);
    }

    @Bean
    IntegratorProvider sealingIntegrator(
            SealingProperties properties,
            ModeProperties mode,
            KeySlots slots,
            SubjectSlots subjects,
            SystemKeys systemKeys,
            SealVerdicts verdicts,
            List<VersionSink> sinks,
            JdbcTemplate jdbc) {
        if (!properties.enabled() && !mode.evaluation()) {
            throw new IllegalStateException("Expected chartseal.sealing.enabled=true in production mode, found false");
        }
        BodyListener bodies = new BodyListener(
                new BodySealer(properties.enabled(), slots, subjects, verdicts, VersionSink.all(sinks), jdbc));
        HeadListener heads = new HeadListener(new HeadSeal(systemKeys.key("resource-row/v1", 64)), verdicts);
        return () -> List.of(new SealingIntegrator(properties.enabled(), bodies, heads));
    }

    @Bean
    @Primary
    IJpaStorageResourceParser guardedResourceParser(SealGuard guard, @Lazy IResourceHistoryTableDao versions) {
        return new GuardedResourceParser(guard, versions);
    }

    @Bean
    @Primary
    BatchResourceLoader guardedResourceLoader(
            SealGuard guard,
            FhirContext fhirContext,
            IResourceMetadataExtractorSvc metadata,
            IJpaStorageResourceParser parser,
            ExternallyStoredResourceServiceRegistry externals,
            PartitionSettings partitionSettings,
            IPartitionLookupSvc partitions) {
        return new GuardedResourceLoader(
                guard, fhirContext, metadata, parser, externals, partitionSettings, partitions);
    }

    @Bean
    KeyGenerationInterceptor keyGenerationInterceptor(KeySlots slots) {
        return new KeyGenerationInterceptor(slots);
    }

    @Bean
    KeyRotationOperation keyRotationOperation(
            KeySlots slots,
            KeyEncryptionKeyRotation keyEncryptionKey,
            DataKeyRotations dataKeys,
            ObjectProvider<BackgroundRotation> inBackground,
            KeyRotationTrail trail) {
        return new KeyRotationOperation(
                slots,
                keyEncryptionKey,
                dataKeys,
                () -> inBackground.orderedStream().toList(),
                trail);
    }

    @Bean
    BackgroundLocks backgroundLocks(JdbcTemplate jdbc, MigratedSchema schema) {
        return new BackgroundLocks(jdbc, schema.postgres());
    }

    @Bean
    RowPasses rowPasses(JdbcTemplate jdbc, PlatformTransactionManager transactions, BackgroundLocks locks) {
        return new RowPasses(jdbc, new TransactionTemplate(transactions), locks);
    }

    @Bean
    SealedTable bodyRows(JdbcTemplate jdbc, RowPasses passes) {
        return new BodyRows(jdbc, passes);
    }

    @Bean
    IncompletePages incompletePages() {
        return new IncompletePages();
    }
}
