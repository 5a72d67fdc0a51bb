package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.search.builder.predicate.StringPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import com.healthmarketscience.sqlbuilder.Condition;
import com.healthmarketscience.sqlbuilder.dbspec.basic.DbColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** String searches: begins with, contains, exactly. */
final class BlindStringPredicates extends StringPredicateBuilder {
    private final BlindPredicates blind;
    private final DbColumn token;

    BlindStringPredicates(BlindPredicates blind, SearchQueryBuilder sql) {
        super(sql);
        this.blind = blind;
        this.token = getTable().findColumn("HASH_NORM_PREFIX");
    }

    @Override
    public Condition createPredicateExact(String type, String parameter, String exact) {
        if (!blind.blind(type, parameter)) {
            return super.createPredicateExact(type, parameter, exact);
        }
        byte[] wanted = exact.getBytes(StandardCharsets.UTF_8);
        return among(type, parameter, new byte[0], (all, from, to) -> {
            int length = ValueBytes.normalizedLength(all, from, to);
            int start = from + length + 1;
            // The exact value is left out where it is the normalised one.
            return start >= to
                    ? Arrays.equals(all, from, from + length, wanted, 0, wanted.length)
                    : Arrays.equals(all, start, to, wanted, 0, wanted.length);
        });
    }

    @Override
    public Condition createPredicateNormalLike(String type, String parameter, String normalized, String like) {
        return blind.blind(type, parameter)
                ? like(type, parameter, like)
                : super.createPredicateNormalLike(type, parameter, normalized, like);
    }

    @Override
    public Condition createPredicateLikeExpressionOnly(String type, String parameter, String like, boolean inverse) {
        if (!blind.blind(type, parameter)) {
            return super.createPredicateLikeExpressionOnly(type, parameter, like, inverse);
        }
        LikePattern pattern = new LikePattern(like);
        return inverse
                ? among(type, parameter, new byte[0], (all, from, to) -> !pattern.accepts(all, from, to))
                : like(type, parameter, like);
    }

    private Condition like(String type, String parameter, String like) {
        LikePattern pattern = new LikePattern(like);
        return among(type, parameter, pattern.prefix(), pattern);
    }

    private Condition among(String type, String parameter, byte[] prefix, ValueSet.Test test) {
        ValueSet values = blind.values(type, parameter, TokenShape.LONG);
        return blind.among(token, TokenSearch.longs(() -> values.select(null, prefix, test)));
    }
}
