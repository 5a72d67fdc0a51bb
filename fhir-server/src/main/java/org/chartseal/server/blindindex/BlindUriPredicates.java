package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.predicate.SearchFilterParser.CompareOperation;
import ca.uhn.fhir.jpa.search.builder.predicate.UriPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import com.healthmarketscience.sqlbuilder.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** URI searches: HAPI's own, on keyed hashes, but for those on parts of a URI. */
final class BlindUriPredicates extends UriPredicateBuilder {
    private final BlindPredicates blind;
    private final @Nullable String type;

    BlindUriPredicates(BlindPredicates blind, SearchQueryBuilder sql) {
        super(sql);
        this.blind = blind;
        this.type = sql.getResourceType();
    }

    @Override
    public Condition addPredicate(
            List<? extends IQueryParameterType> anyOf,
            String parameter,
            @Nullable CompareOperation operation,
            RequestDetails request) {
        if (blind.blind(type, parameter)) {
            for (IQueryParameterType each : anyOf) {
                if (each instanceof UriParam uri && uri.getQualifier() != null) {
                    throw new InvalidRequestException("The modifiers :above and :below need the URIs of " + parameter
                            + " in the clear; this server's index keeps only keyed hashes of them");
                }
            }
        }
        return super.addPredicate(anyOf, parameter, operation, request);
    }
}
