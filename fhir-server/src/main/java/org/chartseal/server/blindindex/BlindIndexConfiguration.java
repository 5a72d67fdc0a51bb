package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.dao.index.DaoSearchParamSynchronizer;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.util.SearchParamHash;
import ca.uhn.fhir.jpa.search.builder.sql.SqlObjectFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SystemKeys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keys the index, and puts the blind pieces in front of HAPI's. */
@Configuration(proxyBeanMethods = false)
class BlindIndexConfiguration {

    @Bean
    IndexKey indexKey(SystemKeys systemKeys, PartitionSettings partitions) {
        Secret<byte[]> key = systemKeys.key("index/v1", 32);
        Prf hash = Prf.of(key, "hash/v1");
        KeyedHash.use(partitions, hash);
        String[] probe = {"chartseal", null, "self-test"};
        long expected = hash.first64(KeyedHash.message(partitions, RequestPartitionId.allPartitions(), probe));
        long found = SearchParamHash.hashSearchParam(partitions, RequestPartitionId.allPartitions(), probe);
        if (found != expected) {
            throw new IllegalStateException("Expected the keyed SearchParamHash of ChartSeal before HAPI's on the class"
                    + " path, found one that computes another hash");
        }
        return new IndexKey(key);
    }

    @Bean
    IndexPolicies indexPolicies(IndexProperties properties) {
        return new IndexPolicies(properties);
    }

    @Bean
    KeyedTexts keyedTexts(IndexKey key, IndexPolicies policies) {
        return new KeyedTexts(Prf.of(key.secret(), "text/v1"), policies.allClear());
    }

    @Bean
    ValueDictionary valueDictionary(
            IndexKey key, SystemKeys systemKeys, JdbcTemplate jdbc, @SuppressWarnings("unused") MigratedSchema schema) {
        return new ValueDictionary(
                new ValueTokens(key.secret()),
                new ValueBatch(systemKeys.key("dictionary/v1", 32)),
                new ValueLog(jdbc, System::nanoTime));
    }

    @Bean
    @Primary
    DaoSearchParamSynchronizer blindSynchronizer(IndexPolicies policies, ValueDictionary dictionary, KeyedTexts texts) {
        return new BlindSynchronizer(policies, new BlindValues(dictionary, texts), texts);
    }

    @Bean
    @Primary
    SqlObjectFactory blindPredicateFactory(
            AutowireCapableBeanFactory beans,
            JpaStorageSettings settings,
            IndexPolicies policies,
            ValueDictionary dictionary,
            KeyedTexts texts) {
        return new BlindPredicateFactory(beans, settings, policies, dictionary, new KeyedColumns(texts));
    }

    @Bean
    SortPlan sortPlan(
            IndexPolicies policies,
            ValueDictionary dictionary,
            ISearchParamRegistry registry,
            PartitionSettings partitions) {
        return new SortPlan(policies, dictionary, registry, partitions);
    }

    /** Named, not primary: the check of what it finds stands before it. */
    @Bean
    SearchBuilderFactory<JpaPid> blindSearchBuilderFactory(
            IndexPolicies policies,
            ObjectProvider<SortPlan> plan,
            JdbcTemplate jdbc,
            ValueDictionary dictionary,
            JpaStorageSettings settings) {
        return new BlindSearchBuilderFactory(policies, plan, new Ranking(jdbc, dictionary), settings);
    }
}
