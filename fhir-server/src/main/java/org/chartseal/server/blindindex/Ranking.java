package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sorts what a search found, by the values that the index rows' tokens stand for. One query a key. */
final class Ranking {
    /** Beyond so many results, all rows of the parameter are read rather than the results' own. */
    private static final int BY_ID = 20_000;

    private static final int FETCH = 5_000;

    private final JdbcTemplate jdbc;
    private final IndexGenerations generations;

    Ranking(JdbcTemplate jdbc, IndexGenerations generations) {
        this.jdbc = jdbc;
        this.generations = generations;
    }

    private static final class Ranked {
        private final JpaPid id;
        private final List<byte @Nullable [] @Nullable []> values;

        Ranked(JpaPid id, int keys) {
            this.id = id;
            this.values = new ArrayList<>(Collections.nCopies(keys, null));
        }
    }

    /** The results in the order of the keys; those that are equal in all, in the order they were made. */
    List<JpaPid> rank(List<JpaPid> found, List<SortKey> keys) {
        if (found.isEmpty()) {
            return found;
        }
        generations.reading().readOn();
        Map<Long, Ranked> ranked = new HashMap<>(found.size() * 2);
        for (JpaPid id : found) {
            ranked.put(Objects.requireNonNull(id.getId()), new Ranked(id, keys.size()));
        }
        for (int i = 0; i < keys.size(); i++) {
            read(keys.get(i), i, ranked);
        }
        List<Ranked> ordered = new ArrayList<>(ranked.values());
        ordered.sort((a, b) -> compare(a, b, keys));
        return ordered.stream().map(each -> each.id).toList();
    }

    private static int compare(Ranked a, Ranked b, List<SortKey> keys) {
        for (int i = 0; i < keys.size(); i++) {
            int compared = keys.get(i).compare(a.values.get(i), b.values.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return Long.compare(Objects.requireNonNull(a.id.getId()), Objects.requireNonNull(b.id.getId()));
    }

    /** Keeps of each resource the value that comes first. */
    private void read(SortKey key, int at, Map<Long, Ranked> ranked) {
        boolean byId = ranked.size() <= BY_ID;
        jdbc.query(connection -> query(connection, key, byId ? ranked.keySet().toArray(Long[]::new) : null), row -> {
            Ranked of = ranked.get(row.getLong(1));
            if (of != null) {
                byte @Nullable [] @Nullable [] value = key.reader().read(row);
                if (key.compare(value, of.values.get(at)) < 0) {
                    of.values.set(at, value);
                }
            }
        });
    }

    private static PreparedStatement query(Connection connection, SortKey key, Long @Nullable [] ids)
            throws java.sql.SQLException {
        PreparedStatement query =
                connection.prepareStatement(key.select() + (ids == null ? "" : " and " + key.id() + " = any(?)"));
        query.setFetchSize(FETCH);
        int at = 1;
        for (Object argument : key.arguments()) {
            query.setObject(at++, argument);
        }
        if (ids != null) {
            Array array = connection.createArrayOf("bigint", ids);
            query.setArray(at, array);
        }
        return query;
    }
}
