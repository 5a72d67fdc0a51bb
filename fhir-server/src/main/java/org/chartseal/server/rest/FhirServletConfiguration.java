package org.chartseal.server.rest;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.openapi.OpenApiInterceptor;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.chartseal.consent.enforcement.ConsentInterceptor;
import org.chartseal.server.consent.ConsentWriteRules;
import org.chartseal.server.erasure.EraseOperation;
import org.chartseal.server.erasure.ErasedAnswers;
import org.chartseal.server.erasure.LegalHoldOperation;
import org.chartseal.server.integrity.IntegrityProofOperation;
import org.chartseal.server.integrity.ProvenEverything;
import org.chartseal.server.promises.PromiseInterceptor;
import org.chartseal.server.scrub.ScrubOperation;
import org.chartseal.server.sealing.IncompletePages;
import org.chartseal.server.sealing.KeyGenerationInterceptor;
import org.chartseal.server.sealing.KeyRotationOperation;
import org.chartseal.server.security.ScopeInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The FHIR R4 endpoint at {@code /fhir}. */
@Configuration(proxyBeanMethods = false)
class FhirServletConfiguration {

    @Bean
    FhirServerFactory fhirServerFactory(
            IFhirSystemDao<?, ?> systemDao,
            IJpaSystemProvider systemProvider,
            ResourceProviderFactory resourceProviders,
            DatabaseBackedPagingProvider paging,
            JpaStorageSettings storageSettings,
            ISearchParamRegistry searchParameters,
            IValidationSupport validationSupport,
            ScopeInterceptor scopes,
            ConsentInterceptor consent,
            ConsentWriteRules consentWriteRules,
            IncompletePages incompletePages,
            IntegrityProofOperation integrityProof,
            EraseOperation erase,
            LegalHoldOperation legalHold,
            KeyRotationOperation keyRotation,
            ScrubOperation scrub,
            ErasedAnswers erasedAnswers,
            KeyGenerationInterceptor keyGeneration,
            PromiseInterceptor promises,
            ProvenEverything provenEverything,
            RestProperties properties) {
        paging.setDefaultPageSize(properties.defaultPageSize());
        paging.setMaximumPageSize(properties.maxPageSize());
        return () -> {
            RestfulServer server = new RestfulServer(systemDao.getContext());
            server.registerProviders(resourceProviders.createProviders());
            server.registerProvider(systemProvider);
            server.registerProvider(integrityProof);
            server.registerProvider(erase);
            server.registerProvider(legalHold);
            server.registerProvider(keyRotation);
            server.registerProvider(scrub);
            server.setPagingProvider(paging);
            server.setDefaultResponseEncoding(EncodingEnum.JSON);
            server.setServerConformanceProvider(new JpaCapabilityStatementProvider(
                    server, systemDao, storageSettings, searchParameters, validationSupport));
            server.registerInterceptor(keyGeneration);
            server.registerInterceptor(scopes);
            server.registerInterceptor(erasedAnswers);
            server.registerInterceptor(consent);
            server.registerInterceptor(consentWriteRules);
            server.registerInterceptor(incompletePages);
            server.registerInterceptor(provenEverything);
            server.registerInterceptor(promises);
            server.registerInterceptor(new CapabilityClaims());
            server.registerInterceptor(new OpenApiInterceptor());
            return server;
        };
    }

    /** After authentication, which has the order -100: an unknown caller is told nothing of its body. */
    @Bean
    FilterRegistrationBean<RequestGuardFilter> requestGuard(RestProperties properties) {
        FilterRegistrationBean<RequestGuardFilter> registration = new FilterRegistrationBean<>(
                new RequestGuardFilter(Math.toIntExact(properties.maxBodySize().toBytes())));
        registration.addUrlPatterns("/fhir/*");
        registration.setOrder(0);
        return registration;
    }

    @Bean
    ServletRegistrationBean<FhirServlet> fhirServlet(ObjectProvider<FhirServerFactory> servers) {
        ServletRegistrationBean<FhirServlet> registration =
                new ServletRegistrationBean<>(new FhirServlet(servers), "/fhir/*");
        registration.setName("fhir");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
