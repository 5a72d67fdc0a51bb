package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.search.builder.predicate.CoordsPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.NumberPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.QuantityNormalizedPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.QuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.StringPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.UriPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.GeneratedSql;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryExecutor;
import ca.uhn.fhir.jpa.search.builder.sql.SqlObjectFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Gives HAPI's searches the blind predicate builders, and their queries the tokens they ask for. */
final class BlindPredicateFactory extends SqlObjectFactory {
    private final AutowireCapableBeanFactory beans;
    private final JpaStorageSettings settings;
    private final IndexPolicies policies;
    private final IndexGenerations generations;
    private final KeyedColumns columns;

    BlindPredicateFactory(
            AutowireCapableBeanFactory beans,
            JpaStorageSettings settings,
            IndexPolicies policies,
            IndexGenerations generations,
            KeyedColumns columns) {
        this.beans = beans;
        this.settings = settings;
        this.policies = policies;
        this.generations = generations;
        this.columns = columns;
    }

    private BlindPredicates blind(SearchQueryBuilder sql) {
        return new BlindPredicates(policies, generations.reading().dictionary(), sql);
    }

    private <T> T wired(T builder) {
        beans.autowireBean(builder);
        return builder;
    }

    @Override
    public StringPredicateBuilder stringIndexTable(SearchQueryBuilder sql) {
        return wired(new BlindStringPredicates(blind(sql), sql));
    }

    @Override
    public DatePredicateBuilder dateIndexTable(SearchQueryBuilder sql) {
        return wired(new BlindDatePredicates(blind(sql), sql, settings.getUseOrdinalDatesForDayPrecisionSearches()));
    }

    @Override
    public NumberPredicateBuilder numberIndexTable(SearchQueryBuilder sql) {
        return wired(new BlindNumberPredicates(blind(sql), sql));
    }

    @Override
    public QuantityPredicateBuilder quantityIndexTable(SearchQueryBuilder sql) {
        return wired(new BlindQuantityPredicates(blind(sql), sql));
    }

    @Override
    public QuantityNormalizedPredicateBuilder quantityNormalizedIndexTable(SearchQueryBuilder sql) {
        return wired(new BlindQuantityNormalizedPredicates(blind(sql), sql));
    }

    @Override
    public CoordsPredicateBuilder coordsPredicateBuilder(SearchQueryBuilder sql) {
        return wired(new BlindCoordinatePredicates(blind(sql), sql));
    }

    @Override
    public UriPredicateBuilder uriIndexTable(SearchQueryBuilder sql) {
        return wired(new BlindUriPredicates(blind(sql), sql));
    }

    @Override
    public TokenPredicateBuilder tokenIndexTable(SearchQueryBuilder sql) {
        return wired(new BlindTokenPredicates(blind(sql), sql));
    }

    @Override
    public SearchQueryExecutor newSearchQueryExecutor(GeneratedSql sql, @Nullable Integer limit) {
        if (sql.getBindVariables().stream().anyMatch(TokenSearch.class::isInstance)) {
            generations.reading().readOn();
        }
        return super.newSearchQueryExecutor(columns.bind(sql), limit);
    }
}
