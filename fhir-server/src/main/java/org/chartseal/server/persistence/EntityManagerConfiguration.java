package org.chartseal.server.persistence;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.config.HibernatePropertiesProvider;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.blindindex.IndexKey;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.dialect.Dialect;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.jpa.boot.spi.IntegratorProvider;
import org.hibernate.jpa.boot.spi.JpaSettings;
import org.hibernate.search.mapper.orm.cfg.HibernateOrmMapperSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.orm.jpa.hibernate.SpringImplicitNamingStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/** The entity manager HAPI works on, with our listeners hooked into it through every {@link IntegratorProvider}. */
@Configuration(proxyBeanMethods = false)
class EntityManagerConfiguration {

    @Bean
    @Primary
    LocalContainerEntityManagerFactoryBean entityManagerFactory(
            DataSource dataSource,
            ConfigurableListableBeanFactory beans,
            FhirContext fhirContext,
            JpaStorageSettings storageSettings,
            ObjectProvider<IntegratorProvider> integrators,
            MigratedSchema schema,
            // No index row is read or written before the hashes are keyed.
            @SuppressWarnings("unused") IndexKey indexKey) {
        LocalContainerEntityManagerFactoryBean factory =
                HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, fhirContext, storageSettings);
        Map<String, Object> properties = new HashMap<>();
        properties.put(AvailableSettings.DIALECT, dialect(schema).getName());
        properties.put(AvailableSettings.HBM2DDL_AUTO, "none");
        properties.put(AvailableSettings.IMPLICIT_NAMING_STRATEGY, SpringImplicitNamingStrategy.class.getName());
        properties.put(AvailableSettings.STATEMENT_BATCH_SIZE, "50");
        properties.put(AvailableSettings.ORDER_INSERTS, "true");
        properties.put(AvailableSettings.USE_SECOND_LEVEL_CACHE, "false");
        properties.put(AvailableSettings.USE_QUERY_CACHE, "false");
        properties.put(AvailableSettings.JDBC_TIME_ZONE, "UTC");
        properties.put(HibernateOrmMapperSettings.ENABLED, "false");
        List<Integrator> all = integrators
                .orderedStream()
                .flatMap(provider -> provider.getIntegrators().stream())
                .toList();
        properties.put(JpaSettings.INTEGRATOR_PROVIDER, (IntegratorProvider) () -> all);
        factory.setPersistenceUnitName("chartseal");
        factory.setJpaPropertyMap(properties);
        factory.setDataSource(dataSource);
        return factory;
    }

    private static Class<? extends Dialect> dialect(MigratedSchema schema) {
        return schema.postgres() ? HapiFhirPostgresDialect.class : HapiFhirH2Dialect.class;
    }

    @Bean
    @Primary
    HibernatePropertiesProvider hibernatePropertiesProvider(MigratedSchema schema) {
        return new HibernatePropertiesProvider() {
            @Override
            public Dialect getDialect() {
                return schema.postgres() ? new HapiFhirPostgresDialect() : new HapiFhirH2Dialect();
            }
        };
    }

    @Bean
    @Primary
    JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
        return new JpaTransactionManager(entityManagerFactory);
    }

    @Bean
    static LazyRepositories lazyRepositories() {
        return new LazyRepositories();
    }
}
