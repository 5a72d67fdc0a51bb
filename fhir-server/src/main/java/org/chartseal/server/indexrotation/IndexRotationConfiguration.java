package org.chartseal.server.indexrotation;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.JpaDaoResourceLinkResolver;
import java.time.Clock;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.blindindex.IndexGenerations;
import org.chartseal.server.blindindex.IndexKeys;
import org.chartseal.server.blindindex.IndexRotationProperties;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.keys.OpenTransactions;
import org.chartseal.server.keys.SystemKeys;
import org.chartseal.server.sealing.BackgroundLocks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the rotation of the index's key. */
@Configuration(proxyBeanMethods = false)
class IndexRotationConfiguration {

    @Bean
    IndexRotationStore indexRotationStore(
            JdbcTemplate jdbc,
            SystemKeys keys,
            ObjectProvider<LogIncidents> incidents,
            @SuppressWarnings("unused") MigratedSchema schema) {
        return new IndexRotationStore(
                jdbc, keys, incident -> incidents.getObject().report(incident));
    }

    @Bean
    @Primary
    JpaDaoResourceLinkResolver lostReferences() {
        return new LostReferences();
    }

    /** HAPI names its own the primary one. */
    @Bean
    static BeanFactoryPostProcessor lostReferencesFirst() {
        return beans -> beans.getBeanDefinition("daoResourceLinkResolver").setPrimary(false);
    }

    @Bean
    IndexRotation indexRotation(
            IndexRotationStore store,
            IndexGenerations generations,
            SystemKeys keys,
            DaoRegistry daos,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            BackgroundLocks locks,
            IndexRotationProperties properties,
            OpenTransactions openTransactions) {
        return new IndexRotation(
                store,
                generations,
                new IndexKeys(keys),
                new StoredResources(jdbc, daos),
                new IndexRows(jdbc, locks),
                locks,
                new TransactionTemplate(transactions),
                properties,
                openTransactions,
                Clock.systemUTC());
    }

    @Bean
    IndexRotationSchedule indexRotationSchedule(
            IndexRotation rotation,
            IndexRotationStore store,
            IndexGenerations generations,
            Lease lease,
            IndexRotationProperties properties) {
        return new IndexRotationSchedule(rotation, store, generations, lease, properties);
    }

    @Bean
    IndexKeyRotation indexKeyRotation(
            IndexRotation rotation, IndexRotationStore store, IndexRotationSchedule schedule) {
        return new IndexKeyRotation(rotation, store, schedule);
    }
}
