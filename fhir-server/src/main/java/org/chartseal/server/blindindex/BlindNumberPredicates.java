package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.NumberPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import com.healthmarketscience.sqlbuilder.Condition;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Number searches. */
final class BlindNumberPredicates extends NumberPredicateBuilder {
    private final BlindPredicates blind;

    BlindNumberPredicates(BlindPredicates blind, SearchQueryBuilder sql) {
        super(sql);
        this.blind = blind;
    }

    @Override
    public Condition createPredicateNumeric(
            String type,
            String parameter,
            @Nullable CompareOperation operation,
            BigDecimal value,
            RequestPartitionId partition,
            IQueryParameterType asked) {
        if (!blind.blind(type, parameter)) {
            return super.createPredicateNumeric(type, parameter, operation, value, partition, asked);
        }
        Comparison comparison = Comparison.of(Objects.requireNonNullElse(operation, CompareOperation.eq), value);
        ValueSet values = blind.values(type, parameter, TokenShape.DOUBLE);
        Condition condition = blind.among(
                getColumnValue(),
                TokenSearch.decimals(() -> values.select(
                        null, null, (all, from, to) -> comparison.accepts(ValueBytes.number(all, from)))));
        return combineWithHashIdentityPredicate(type, parameter, condition);
    }
}
