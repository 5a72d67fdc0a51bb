package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.search.builder.predicate.BaseQuantityPredicateBuilder;
import ca.uhn.fhir.jpa.util.QueryParameterUtils;
import ca.uhn.fhir.rest.param.QuantityParam;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A quantity search, in the units as stored or in canonical ones: the units by their keyed hash, the value by token. */
record QuantitySearch(BlindPredicates blind, BaseQuantityPredicateBuilder table, PartitionSettings partitions) {

    Condition condition(
            QuantityParam asked,
            String type,
            String parameter,
            @Nullable CompareOperation operation,
            RequestPartitionId partition) {
        CompareOperation wanted = operation;
        if (wanted == null && asked.getPrefix() != null) {
            wanted = QueryParameterUtils.toOperation(asked.getPrefix());
        }
        Comparison comparison =
                Comparison.of(Objects.requireNonNullElse(wanted, CompareOperation.eq), asked.getValue());
        ValueSet values = blind.values(type, parameter, TokenShape.DOUBLE);
        byte[] floor = comparison.hasFloor()
                ? ValueBytes.number(Math.nextDown(comparison.low().doubleValue()))
                : null;
        Condition number = blind.among(
                table.getColumnValue(),
                TokenSearch.doubles(() -> values.select(
                        floor, null, (all, from, to) -> comparison.accepts(ValueBytes.doubleAt(all, from)))));
        return ComboCondition.and(units(asked, type, parameter, partition), number);
    }

    private Condition units(QuantityParam asked, String type, String parameter, RequestPartitionId partition) {
        String system = asked.getSystem();
        String units = asked.getUnits();
        if (units == null || units.isBlank()) {
            return table.createHashIdentityPredicate(partition, type, parameter);
        }
        if (system == null || system.isBlank()) {
            return blind.equal(
                    table.getTable().findColumn("HASH_IDENTITY_AND_UNITS"),
                    BaseResourceIndexedSearchParamQuantity.calculateHashUnits(
                            partitions, partition, type, parameter, units));
        }
        return blind.equal(
                table.getTable().findColumn("HASH_IDENTITY_SYS_UNITS"),
                BaseResourceIndexedSearchParamQuantity.calculateHashSystemAndUnits(
                        partitions, partition, type, parameter, system, units));
    }
}
