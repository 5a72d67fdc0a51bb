package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.TransactionProcessor;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.search.PersistedJpaBundleProviderFactory;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.chartseal.anchoring.canonical.SubjectRule;
import org.chartseal.consent.fhir.ResourceReader;
import org.chartseal.server.blindindex.IndexGenerations;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.sealing.SealingProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Puts the check before every way on which HAPI serves or acts on what a search found. */
@Configuration(proxyBeanMethods = false)
class HitsConfiguration {
    // Where bodies are not sealed they prove nothing about the index.
    private static final String SEALING = "chartseal.sealing.enabled";

    @Bean
    @Lazy
    HitGuard hitGuard(
            FhirContext context,
            IIdHelperService<JpaPid> ids,
            ISearchParamExtractor extractor,
            ISearchParamRegistry registry,
            JpaStorageSettings settings,
            @Qualifier("blindSearchBuilderFactory") SearchBuilderFactory<JpaPid> builders,
            JdbcTemplate jdbc,
            LogIncidents incidents) {
        References references = new References(context, extractor);
        LinkRows rows = new LinkRows(new NamedParameterJdbcTemplate(jdbc));
        return new HitGuard(
                context,
                ids,
                new Misfits(
                        registry,
                        new ParameterTests(
                                extractor,
                                registry,
                                new ReferenceTests(context, references),
                                settings.getUseOrdinalDatesForDayPrecisionSearches()),
                        references,
                        new Chains(context, registry),
                        new Referrers(context, builders)),
                new IncludeCheck(context, registry, references),
                new EverythingCheck(new ResourceReader(context, SubjectRule.elements()), references, rows),
                new SecondLook(context, builders, rows),
                incidents);
    }

    @Bean
    KeptQuestions keptQuestions(IInterceptorService interceptors) {
        KeptQuestions kept = new KeptQuestions();
        interceptors.registerInterceptor(kept);
        return kept;
    }

    @Bean
    @Primary
    SearchBuilderFactory<JpaPid> checkedSearchBuilderFactory(
            SealingProperties sealing,
            @Qualifier("blindSearchBuilderFactory") SearchBuilderFactory<JpaPid> builders,
            ObjectProvider<HitGuard> guard) {
        return sealing.enabled() ? new CheckedSearchBuilderFactory(builders, guard::getObject) : builders;
    }

    @Bean
    @Primary
    @ConditionalOnProperty(name = SEALING, matchIfMissing = true)
    PersistedJpaBundleProviderFactory checkedPages(AutowireCapableBeanFactory beans, ObjectProvider<HitGuard> guard) {
        return new CheckedPages(beans, guard::getObject);
    }

    @Bean
    @Primary
    @ConditionalOnProperty(name = SEALING, matchIfMissing = true)
    CheckedMatchUrls checkedMatchUrls(
            FhirContext context,
            @Lazy DaoRegistry daos,
            @Lazy MatchUrlService matchUrls,
            @Qualifier("blindSearchBuilderFactory") SearchBuilderFactory<JpaPid> builders,
            ObjectProvider<HitGuard> guard) {
        return new CheckedMatchUrls(context, daos, matchUrls, builders, guard::getObject);
    }

    @Bean
    @Primary
    @ConditionalOnProperty(name = SEALING, matchIfMissing = true)
    TransactionProcessor checkedTransactions(
            CheckedMatchUrls matchUrls, IndexGenerations generations, ObjectProvider<IFhirSystemDao<?, ?>> systemDao) {
        return new CheckedTransactions(matchUrls, generations, systemDao);
    }
}
