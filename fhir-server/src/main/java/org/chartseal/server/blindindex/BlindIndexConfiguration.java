package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.index.DaoSearchParamSynchronizer;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.util.SearchParamHash;
import ca.uhn.fhir.jpa.search.builder.sql.SqlObjectFactory;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractorSvc;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.chartseal.server.keys.SystemKeys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keys the index, and puts the blind pieces in front of HAPI's. */
@Configuration(proxyBeanMethods = false)
class BlindIndexConfiguration {

    @Bean
    IndexGenerations indexGenerations(
            GenerationsInForce.Source source,
            SystemKeys systemKeys,
            IndexPolicies policies,
            JdbcTemplate jdbc,
            IndexRotationProperties rotation) {
        return new IndexGenerations(
                source,
                number -> generation(number, systemKeys, policies, jdbc),
                rotation.oldestView(),
                System::nanoTime);
    }

    private static IndexGeneration generation(
            int number, SystemKeys systemKeys, IndexPolicies policies, JdbcTemplate jdbc) {
        IndexKeys keys = new IndexKeys(systemKeys);
        return IndexGeneration.of(
                number,
                keys.index(number),
                policies.allClear(),
                new ValueBatch(keys.dictionary(number)),
                new ValueLog(jdbc, number, System::nanoTime));
    }

    @Bean
    IndexKey indexKey(IndexGenerations generations, PartitionSettings partitions) {
        KeyedHash.use(partitions, () -> generations.reading().hash());
        String[] probe = {"chartseal", null, "self-test"};
        IndexGeneration generation = generations.reading();
        long expected =
                generation.hash().first64(KeyedHash.message(partitions, RequestPartitionId.allPartitions(), probe));
        long found = KeyedHash.under(
                generation,
                () -> SearchParamHash.hashSearchParam(partitions, RequestPartitionId.allPartitions(), probe));
        if (found != expected) {
            throw new IllegalStateException("Expected the keyed SearchParamHash of ChartSeal before HAPI's on the class"
                    + " path, found one that computes another hash");
        }
        return new IndexKey();
    }

    @Bean
    IndexPolicies indexPolicies(IndexProperties properties) {
        return new IndexPolicies(properties);
    }

    @Bean
    @Primary
    DaoSearchParamSynchronizer blindSynchronizer(IndexPolicies policies, IndexGenerations generations) {
        return new BlindSynchronizer(policies, generations);
    }

    @Bean
    IndexComparison indexComparison(
            JdbcTemplate jdbc,
            IndexGenerations generations,
            IndexPolicies policies,
            @Lazy ISearchParamExtractorSvc extractor) {
        return new IndexComparison(jdbc, generations, policies, extractor);
    }

    @Bean
    @Primary
    SqlObjectFactory blindPredicateFactory(
            AutowireCapableBeanFactory beans,
            JpaStorageSettings settings,
            IndexPolicies policies,
            IndexGenerations generations) {
        return new BlindPredicateFactory(beans, settings, policies, generations, new KeyedColumns(generations));
    }

    @Bean
    SortPlan sortPlan(
            IndexPolicies policies,
            IndexGenerations generations,
            ISearchParamRegistry registry,
            PartitionSettings partitions) {
        return new SortPlan(policies, generations, registry, partitions);
    }

    /** Named, not primary: the check of what it finds stands before it. */
    @Bean
    SearchBuilderFactory<JpaPid> blindSearchBuilderFactory(
            IndexPolicies policies,
            ObjectProvider<SortPlan> plan,
            JdbcTemplate jdbc,
            IndexGenerations generations,
            JpaStorageSettings settings) {
        return new BlindSearchBuilderFactory(policies, plan, new Ranking(jdbc, generations), generations, settings);
    }
}
