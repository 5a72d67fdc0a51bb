package org.chartseal.server.systemrows;

import ca.uhn.fhir.batch2.api.IJobPersistence;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorBroadcaster;
import ca.uhn.fhir.jpa.dao.data.IBatch2JobInstanceRepository;
import ca.uhn.fhir.jpa.dao.data.IBatch2WorkChunkMetadataViewRepository;
import ca.uhn.fhir.jpa.dao.data.IBatch2WorkChunkRepository;
import ca.uhn.fhir.jpa.dao.data.IResourceSearchUrlDao;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.search.ResourceSearchUrlSvc;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.chartseal.server.keys.SystemKeys;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Hooks the treatment of HAPI's own rows into Hibernate and HAPI, unless sealing is off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "chartseal.sealing.enabled", matchIfMissing = true)
class SystemRowsConfiguration {

    @Bean
    IntegratorProvider systemRowIntegrator(SystemKeys keys) {
        SystemRowIntegrator integrator = new SystemRowIntegrator(SystemColumns.of(keys));
        return () -> List.of(integrator);
    }

    @Bean
    @Primary
    ResourceSearchUrlSvc keyedMatchUrls(
            EntityManager entities,
            IResourceSearchUrlDao rows,
            MatchUrlService matchUrls,
            FhirContext fhirContext,
            PartitionSettings partitions,
            SystemKeys keys) {
        return new KeyedMatchUrls(entities, rows, matchUrls, fhirContext, partitions, keys.key("match-url/v1", 32));
    }

    @Bean
    @Primary
    IJobPersistence quietJobPersistence(
            IBatch2JobInstanceRepository jobs,
            IBatch2WorkChunkRepository chunks,
            IBatch2WorkChunkMetadataViewRepository chunkMetadata,
            IHapiTransactionService transactions,
            EntityManager entities,
            IInterceptorBroadcaster interceptors) {
        return new QuietJobPersistence(jobs, chunks, chunkMetadata, transactions, entities, interceptors);
    }
}
