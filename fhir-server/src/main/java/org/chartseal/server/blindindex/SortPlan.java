package org.chartseal.server.blindindex;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.search.builder.QueryStack;
import ca.uhn.fhir.jpa.search.builder.predicate.ParsedLocationParam;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.util.JpaParamUtil;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.jspecify.annotations.Nullable;

/**
 * Turns a sort into keys read from index rows, as HAPI's queries would order by them. A sort that no blind parameter is
 * part of is left to HAPI, and so is one that HAPI refuses.
 */
final class SortPlan {
    private final IndexPolicies policies;
    private final IndexGenerations generations;
    private final ISearchParamRegistry registry;
    private final PartitionSettings partitions;

    SortPlan(
            IndexPolicies policies,
            IndexGenerations generations,
            ISearchParamRegistry registry,
            PartitionSettings partitions) {
        this.policies = policies;
        this.generations = generations;
        this.registry = registry;
        this.partitions = partitions;
    }

    /** The keys of a sort, or nothing where HAPI's own query sorts. */
    Optional<List<SortKey>> keys(@Nullable String type, SearchParameterMap asked) {
        SortSpec sort = asked.getSort();
        if (type == null || type.isBlank() || sort == null) {
            return Optional.empty();
        }
        List<SortKey> keys = new ArrayList<>();
        boolean blind = false;
        for (SortSpec each = sort; each != null && each.getParamName() != null; each = each.getChain()) {
            boolean ascending = each.getOrder() != SortOrderEnum.DESC;
            Part near = distance(type, each.getParamName(), ascending, asked);
            Part part = near != null ? near : part(type, each.getParamName(), ascending);
            if (part == null) {
                return Optional.empty();
            }
            keys.addAll(part.keys);
            blind |= part.blind;
        }
        return blind ? Optional.of(keys) : Optional.empty();
    }

    private record Part(boolean blind, List<SortKey> keys) {}

    private @Nullable Part part(String type, String name, boolean ascending) {
        return switch (name) {
            case IAnyResource.SP_RES_ID ->
                row("FHIR_ID", ascending, r -> new byte[][] {ValueBytes.utf8(r.getString(2))});
            case Constants.PARAM_PID -> row("RES_ID", ascending, r -> new byte[][] {ValueBytes.time(r.getLong(2))});
            case Constants.PARAM_LASTUPDATED ->
                row("RES_UPDATED", ascending, r ->
                        new byte[][] {ValueBytes.time(r.getTimestamp(2).getTime())});
            default -> parameter(type, name, ascending);
        };
    }

    private static Part row(String column, boolean ascending, SortKey.Reader reader) {
        String select = "select RES_ID, " + column + " from HFJ_RESOURCE where 1 = 1";
        return new Part(false, List.of(new SortKey(ascending, select, "RES_ID", List.of(), reader)));
    }

    private @Nullable Part parameter(String type, String name, boolean ascending) {
        RuntimeSearchParam own = registry.getActiveSearchParam(type, name, SearchParamLookupContextEnum.SORT);
        if (own != null) {
            return own.getParamType() == RestSearchParameterTypeEnum.COMPOSITE
                    ? composite(type, own, ascending)
                    : single(type, own, ascending);
        }
        int colon = name.indexOf(':');
        int dot = name.indexOf('.');
        String reference = name.substring(colon + 1, dot < 0 ? name.length() : Math.max(dot, colon + 1));
        RuntimeSearchParam link = registry.getActiveSearchParam(type, reference, SearchParamLookupContextEnum.SORT);
        if (link == null || link.getParamType() != RestSearchParameterTypeEnum.REFERENCE) {
            return null;
        }
        if (dot < 0) {
            return reference(type, link, ascending);
        }
        Set<String> targets = colon < 0 ? link.getTargets() : Set.of(name.substring(0, colon));
        return targets.size() == 1
                ? chain(type, link, targets.iterator().next(), name.substring(dot + 1), ascending)
                : null;
    }

    private @Nullable Part distance(String type, String name, boolean ascending, SearchParameterMap asked) {
        RuntimeSearchParam parameter = registry.getActiveSearchParam(type, name, SearchParamLookupContextEnum.SORT);
        List<List<IQueryParameterType>> points = asked.get(name);
        if (parameter == null
                || !QueryStack.LOCATION_POSITION.equals(parameter.getPath())
                || points == null
                || points.isEmpty()
                || points.get(0).isEmpty()
                || policies.of(type, name) == IndexPolicy.CLEAR) {
            return null;
        }
        ParsedLocationParam from = ParsedLocationParam.from(asked, points.get(0).get(0));
        ValueSet values = generations.reading().dictionary().of(identity(type, name), TokenShape.DOUBLE);
        String select = "select x.RES_ID, x.SP_LATITUDE from HFJ_SPIDX_COORDS x where x.HASH_IDENTITY = ?";
        SortKey.Reader reader = row -> {
            byte[] value = values.value((long) row.getDouble(2));
            return value == null
                    ? null
                    // As HAPI measures it: in degrees, along the axes.
                    : new byte[][] {
                        ValueBytes.number(Math.abs(ValueBytes.doubleAt(value, 0) - from.getLatitudeValue())
                                + Math.abs(ValueBytes.doubleAt(value, Double.BYTES) - from.getLongitudeValue()))
                    };
        };
        List<Object> arguments = List.of(identity(type, name));
        return new Part(true, List.of(new SortKey(ascending, select, "x.RES_ID", arguments, reader)));
    }

    private @Nullable Part composite(String type, RuntimeSearchParam composite, boolean ascending) {
        List<JpaParamUtil.ComponentAndCorrespondingParam> components =
                JpaParamUtil.resolveCompositeComponents(registry, composite);
        if (components == null || components.size() != 2) {
            return null;
        }
        List<SortKey> keys = new ArrayList<>();
        boolean blind = false;
        for (JpaParamUtil.ComponentAndCorrespondingParam component : components) {
            Part part =
                    switch (component.getComponentParameter().getParamType()) {
                        case STRING, DATE, TOKEN, QUANTITY ->
                            single(type, component.getComponentParameter(), ascending);
                        default -> null;
                    };
            if (part == null) {
                return null;
            }
            keys.addAll(part.keys);
            blind |= part.blind;
        }
        return new Part(blind, keys);
    }

    private @Nullable Part single(String type, RuntimeSearchParam parameter, boolean ascending) {
        if (parameter.getParamType() == RestSearchParameterTypeEnum.REFERENCE) {
            return reference(type, parameter, ascending);
        }
        SortColumn column = column(parameter.getParamType());
        if (column == null) {
            return null;
        }
        long identity = identity(type, parameter.getName());
        String select =
                "select x.RES_ID, " + column.columns() + " from " + column.table() + " x where x.HASH_IDENTITY = ?";
        return values(type, parameter.getName(), ascending, column, select, "x.RES_ID", List.of(identity));
    }

    private static Part reference(String type, RuntimeSearchParam parameter, boolean ascending) {
        List<Object> paths = paths(type, parameter);
        String select = "select l.SRC_RESOURCE_ID, l.TARGET_RESOURCE_ID from HFJ_RES_LINK l where l.SRC_PATH in ("
                + marks(paths) + ")";
        return new Part(false, List.of(new SortKey(ascending, select, "l.SRC_RESOURCE_ID", paths, row -> {
            long target = row.getLong(2);
            return row.wasNull() ? null : new byte[][] {ValueBytes.time(target)};
        })));
    }

    private @Nullable Part chain(String type, RuntimeSearchParam link, String target, String name, boolean ascending) {
        RuntimeSearchParam parameter = registry.getActiveSearchParam(target, name, SearchParamLookupContextEnum.SEARCH);
        SortColumn column = parameter == null
                ? null
                : switch (parameter.getParamType()) {
                    case STRING, TOKEN, DATE -> column(parameter.getParamType());
                    default -> null;
                };
        if (column == null) {
            return null;
        }
        List<Object> arguments = new ArrayList<>();
        arguments.add(identity(target, name));
        arguments.addAll(paths(type, link));
        String select = "select l.SRC_RESOURCE_ID, " + column.columns() + " from HFJ_RES_LINK l join " + column.table()
                + " x on x.RES_ID = l.TARGET_RESOURCE_ID and x.HASH_IDENTITY = ? where l.SRC_PATH in ("
                + marks(paths(type, link)) + ")";
        return values(target, name, ascending, column, select, "l.SRC_RESOURCE_ID", arguments);
    }

    private Part values(
            String type,
            String name,
            boolean ascending,
            SortColumn column,
            String select,
            String id,
            List<Object> arguments) {
        policies.requireSearchable(type, name);
        boolean blind = policies.of(type, name) != IndexPolicy.CLEAR;
        ValueSet values = generations.reading().dictionary().of(identity(type, name), column.shape());
        SortKey.Reader reader = blind ? row -> blindValue(values, column, row) : column::clear;
        return new Part(blind, List.of(new SortKey(ascending, select, id, arguments, reader)));
    }

    private byte @Nullable [] @Nullable [] blindValue(ValueSet values, SortColumn column, ResultSet row)
            throws SQLException {
        byte[] value = column.value(values, row);
        return value == null ? null : column.parts(value);
    }

    private static @Nullable SortColumn column(RestSearchParameterTypeEnum type) {
        return switch (type) {
            case STRING -> SortColumn.STRING;
            case TOKEN -> SortColumn.TOKEN;
            case DATE -> SortColumn.DATE;
            case NUMBER -> SortColumn.NUMBER;
            case QUANTITY -> SortColumn.QUANTITY;
            case URI -> SortColumn.URI;
            default -> null;
        };
    }

    private long identity(String type, String name) {
        return BaseResourceIndexedSearchParam.calculateHashIdentity(
                partitions, RequestPartitionId.allPartitions(), type, name);
    }

    private static List<Object> paths(String type, RuntimeSearchParam link) {
        List<Object> paths = new ArrayList<>();
        for (String path : link.getPathsSplit()) {
            if (path.contains(type + ".")) {
                paths.add(path.strip());
            }
        }
        return paths;
    }

    private static String marks(List<?> items) {
        return String.join(", ", Collections.nCopies(items.size(), "?"));
    }
}
