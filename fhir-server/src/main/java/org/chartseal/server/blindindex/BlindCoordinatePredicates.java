package org.chartseal.server.blindindex;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.search.builder.predicate.CoordsPredicateBuilder;
import ca.uhn.fhir.jpa.search.builder.predicate.ParsedLocationParam;
import ca.uhn.fhir.jpa.search.builder.sql.SearchQueryBuilder;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.util.CoordCalculator;
import ca.uhn.fhir.model.api.IQueryParameterType;
import com.healthmarketscience.sqlbuilder.Condition;
import org.hibernate.search.engine.spatial.GeoBoundingBox;

/** Searches for what is near: within a box around a point, as HAPI has it. */
final class BlindCoordinatePredicates extends CoordsPredicateBuilder {
    private final BlindPredicates blind;

    BlindCoordinatePredicates(BlindPredicates blind, SearchQueryBuilder sql) {
        super(sql);
        this.blind = blind;
    }

    @Override
    public Condition createPredicateCoords(
            SearchParameterMap all,
            IQueryParameterType asked,
            String type,
            RuntimeSearchParam parameter,
            CoordsPredicateBuilder from,
            RequestPartitionId partition) {
        ParsedLocationParam near = ParsedLocationParam.from(all, asked);
        boolean farther = near.getDistanceKm() < 0 || near.getDistanceKm() > CoordCalculator.MAX_SUPPORTED_DISTANCE_KM;
        if (farther || !blind.blind(type, parameter.getName())) {
            return super.createPredicateCoords(all, asked, type, parameter, from, partition);
        }
        ValueSet.Test test = near.getDistanceKm() == 0 ? point(near) : box(near);
        ValueSet values = blind.values(type, parameter.getName(), TokenShape.DOUBLE);
        Condition condition =
                blind.among(from.getColumnLatitude(), TokenSearch.doubles(() -> values.select(null, null, test)));
        return from.combineWithHashIdentityPredicate(type, parameter.getName(), condition);
    }

    private static ValueSet.Test point(ParsedLocationParam near) {
        return (all, from, to) -> ValueBytes.doubleAt(all, from) == near.getLatitudeValue()
                && ValueBytes.doubleAt(all, from + Double.BYTES) == near.getLongitudeValue();
    }

    private static ValueSet.Test box(ParsedLocationParam near) {
        GeoBoundingBox box =
                CoordCalculator.getBox(near.getLatitudeValue(), near.getLongitudeValue(), near.getDistanceKm());
        double south = box.bottomRight().latitude();
        double north = box.topLeft().latitude();
        double west = box.topLeft().longitude();
        double east = box.bottomRight().longitude();
        return (all, from, to) -> {
            double latitude = ValueBytes.doubleAt(all, from);
            double longitude = ValueBytes.doubleAt(all, from + Double.BYTES);
            boolean between = east < west
                    // The box lies across the antimeridian. HAPI's comparison, which takes the other side too.
                    ? longitude >= east || longitude <= west
                    : longitude >= west && longitude <= east;
            return latitude >= south && latitude <= north && between;
        };
    }
}
