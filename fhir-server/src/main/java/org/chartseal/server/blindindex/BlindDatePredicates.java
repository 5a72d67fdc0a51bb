package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.DatePredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.DateParam;
import com.healthmarketscience.sqlbuilder.ComboCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Date searches. HAPI makes the comparison before it says of which parameter, so a condition is handed out empty and
 * filled when the parameter is known.
 */
final class BlindDatePredicates extends DatePredicateBuilder {
    private final BlindPredicates blind;
    private final boolean days;
    private final DbColumn token;
    private final List<Consumer<Parameter>> unfilled = new ArrayList<>();
    private @Nullable Parameter parameter;

    private record Parameter(boolean blind, Collection<ValueSet> values) {}

    BlindDatePredicates(BlindPredicates blind, SearchQueryBuilder sql, boolean days) {
        super(sql);
        this.blind = blind;
        this.days = days;
        this.token = getTable().findColumn("SP_VALUE_LOW");
    }

    @Override
    public @Nullable Condition createPredicateDateWithoutIdentityPredicate(
            IQueryParameterType asked, @Nullable CompareOperation operation) {
        if (asked instanceof DateParam date && date.isEmpty()) {
            return super.createPredicateDateWithoutIdentityPredicate(asked, operation);
        }
        ComboCondition condition = ComboCondition.and();
        Consumer<Parameter> fill = known -> condition.addCondition(
                known.blind
                        ? among(known.values, asked, operation)
                        : super.createPredicateDateWithoutIdentityPredicate(asked, operation));
        if (parameter == null) {
            unfilled.add(fill);
        } else {
            // HAPI asks again for another type that a chain may lead to, and does not say which.
            fill.accept(new Parameter(parameter.blind, blind.allValues(TokenShape.MICROS)));
        }
        return condition;
    }

    private Condition among(
            Collection<ValueSet> values, IQueryParameterType asked, @Nullable CompareOperation operation) {
        DateTest test = DateTest.of(asked, operation, days);
        return blind.among(token, TokenSearch.times(() -> values.stream()
                .flatMapToLong(set -> Arrays.stream(set.select(null, null, test)))
                .toArray()));
    }

    @Override
    public Condition combineWithHashIdentityPredicate(String type, String name, Condition condition) {
        Parameter known = new Parameter(blind.blind(type, name), List.of(blind.values(type, name, TokenShape.MICROS)));
        parameter = known;
        unfilled.forEach(fill -> fill.accept(known));
        unfilled.clear();
        return super.combineWithHashIdentityPredicate(type, name, condition);
    }
}
