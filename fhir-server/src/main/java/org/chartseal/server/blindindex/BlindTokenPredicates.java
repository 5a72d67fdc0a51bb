package org.chartseal.server.blindindex;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.TokenPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Token searches: HAPI's own, on keyed hashes; only one on a parameter that is not indexed is refused. */
final class BlindTokenPredicates extends TokenPredicateBuilder {
    private final BlindPredicates blind;

    BlindTokenPredicates(BlindPredicates blind, SearchQueryBuilder sql) {
        super(sql);
        this.blind = blind;
    }

    @Override
    public Condition createPredicateToken(
            Collection<IQueryParameterType> anyOf,
            String type,
            @Nullable String prefix,
            RuntimeSearchParam parameter,
            @Nullable CompareOperation operation,
            RequestPartitionId partition) {
        blind.blind(type, parameter.getName());
        return super.createPredicateToken(anyOf, type, prefix, parameter, operation, partition);
    }
}
