package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.BaseQuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.QuantityPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.rest.param.QuantityParam;
import com.healthmarketscience.sqlbuilder.Condition;
import jakarta.persistence.criteria.CriteriaBuilder;
import org.jspecify.annotations.Nullable;

/** Quantity searches in units as stored. */
final class BlindQuantityPredicates extends QuantityPredicateBuilder {
    private final BlindPredicates blind;

    BlindQuantityPredicates(BlindPredicates blind, SearchQueryBuilder sql) {
        super(sql);
        this.blind = blind;
    }

    @Override
    public Condition createPredicateQuantity(
            QuantityParam asked,
            String type,
            String parameter,
            CriteriaBuilder builder,
            BaseQuantityPredicateBuilder from,
            @Nullable CompareOperation operation,
            RequestPartitionId partition) {
        return blind.blind(type, parameter)
                ? new QuantitySearch(blind, from, getPartitionSettings())
                        .condition(asked, type, parameter, operation, partition)
                : super.createPredicateQuantity(asked, type, parameter, builder, from, operation, partition);
    }
}
