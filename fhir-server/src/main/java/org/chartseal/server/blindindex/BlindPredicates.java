package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import com.healthmarketscience.sqlbuilder.BinaryCondition;
import com.healthmarketscience.sqlbuilder.Condition;
import com.healthmarketscience.sqlbuilder.FunctionCall;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbColumn;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What every blind predicate builder needs: the values of the parameter asked for, and a set of tokens in SQL. */
final class BlindPredicates {
    private final IndexPolicies policies;
    private final ValueDictionary dictionary;
    private final SearchQueryBuilder sql;

    BlindPredicates(IndexPolicies policies, ValueDictionary dictionary, SearchQueryBuilder sql) {
        this.policies = policies;
        this.dictionary = dictionary;
        this.sql = sql;
    }

    /**
     * Whether the parameter's values are blind.
     *
     * @throws ca.uhn.fhir.rest.server.exceptions.InvalidRequestException if it is not indexed
     */
    boolean blind(@Nullable String type, @Nullable String parameter) {
        policies.requireSearchable(type, parameter);
        return policies.of(type, parameter) != IndexPolicy.CLEAR;
    }

    ValueSet values(@Nullable String type, String parameter, TokenShape shape) {
        long identity = BaseResourceIndexedSearchParam.calculateHashIdentity(
                sql.getPartitionSettings(), sql.getRequestPartitionId(), type, parameter);
        return dictionary.of(identity, shape);
    }

    /** The values of every parameter whose tokens have this shape. */
    Collection<ValueSet> allValues(TokenShape shape) {
        return dictionary.all(shape);
    }

    /** The column is one of the tokens. */
    Condition among(DbColumn column, TokenSearch tokens) {
        return BinaryCondition.equalTo(column, new FunctionCall("ANY").addCustomParams(placeholder(tokens)));
    }

    Condition equal(DbColumn column, Object value) {
        return BinaryCondition.equalTo(column, placeholder(value));
    }

    private String placeholder(Object value) {
        return sql.generatePlaceholder(value);
    }
}
