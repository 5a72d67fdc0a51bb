package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows that the index tables hold of a range of resources, read past HAPI: it loads none that a flag denies. */
final class StoredIndexRows {
    private final Map<Long, List<IndexRow>> rows = new TreeMap<>();

    private StoredIndexRows() {}

    /** Reads the rows of the resources from one row id, exclusive, to another. */
    static StoredIndexRows read(JdbcTemplate jdbc, long after, long last) {
        StoredIndexRows found = new StoredIndexRows();
        for (IndexTable table : IndexTable.values()) {
            jdbc.query(
                    table.select(),
                    row -> {
                        found.rows
                                .computeIfAbsent(row.getLong(1), any -> new ArrayList<>())
                                .add(read(table, row));
                    },
                    after,
                    last);
        }
        return found;
    }

    private static IndexRow read(IndexTable table, ResultSet row) throws SQLException {
        List<@Nullable Object> columns = new ArrayList<>();
        for (int i = 0; i < table.columns(); i++) {
            columns.add(comparable(row.getObject(4 + i)));
        }
        return new IndexRow(table, row.getString(2), row.getString(3), columns);
    }

    /** One type for each kind of column, whichever the driver or the entity has. */
    static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        return value instanceof java.util.Date date && !(value instanceof Timestamp)
                ? new Timestamp(date.getTime())
                : value;
    }

    /** The resources that have rows. */
    Set<Long> resources() {
        return rows.keySet();
    }

    List<IndexRow> of(long resource) {
        return rows.getOrDefault(resource, List.of());
    }

    /** The string rows of a resource, as far as homophones go by them. */
    Collection<ResourceIndexedSearchParamString> strings(long resource) {
        return of(resource).stream()
                .filter(row -> row.table() == IndexTable.STRING)
                .map(row -> {
                    ResourceIndexedSearchParamString string = new ResourceIndexedSearchParamString();
                    string.setHashIdentity((Long) row.columns().get(1));
                    string.setHashNormalizedPrefix((Long) row.columns().get(4));
                    string.setHashExact((Long) row.columns().get(5));
                    return string;
                })
                .toList();
    }
}
