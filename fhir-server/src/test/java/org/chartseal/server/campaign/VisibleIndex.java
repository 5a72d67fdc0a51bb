package org.chartseal.server.campaign;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chartseal.server.inference.IndexRows;

/** What the database shows of people: the tokens of each parameter, who is linked to whom, and how long bodies are. */
final class VisibleIndex {
    private final Map<String, IndexRows> patients = new TreeMap<>();
    private final Map<String, IndexRows> conditions = new TreeMap<>();
    private final Map<Integer, Long> patientLengths = new HashMap<>();
    private final Map<Integer, Long> conditionLengths = new HashMap<>();

    private VisibleIndex() {}

    /** @param ids the people's FHIR ids, which tie the rows to the people they are to be compared with */
    static VisibleIndex read(Quarry quarry, List<String> ids) throws SQLException {
        Map<String, Integer> people = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            people.put(ids.get(i), i);
        }
        VisibleIndex visible = new VisibleIndex();
        Map<Long, Integer> patients = new HashMap<>();
        Map<Long, Integer> conditions = new HashMap<>();
        try (Connection connection = quarry.connect();
                Statement statement = connection.createStatement()) {
            query(statement, "select RES_ID, FHIR_ID from HFJ_RESOURCE where RES_TYPE = 'Patient'", row -> {
                Integer person = people.get(row.getString(2));
                if (person != null) {
                    patients.put(row.getLong(1), person);
                }
            });
            query(
                    statement,
                    "select SRC_RESOURCE_ID, TARGET_RESOURCE_ID from HFJ_RES_LINK where SOURCE_RESOURCE_TYPE = 'Condition'",
                    row -> conditions.put(row.getLong(1), patients.get(row.getLong(2))));
            for (String columns : List.of(
                    "HASH_NORM_PREFIX from HFJ_SPIDX_STRING",
                    "HASH_SYS_AND_VALUE from HFJ_SPIDX_TOKEN",
                    "cast(extract(epoch from SP_VALUE_LOW) * 1000000 as bigint) from HFJ_SPIDX_DATE")) {
                query(
                        statement,
                        "select RES_ID, RES_TYPE, SP_NAME, " + columns,
                        row -> visible.add(row, patients, conditions));
            }
            query(statement, "select RES_ID, octet_length(RES_TEXT_VC) from HFJ_RES_VER", row -> {
                Integer person = patients.get(row.getLong(1));
                if (person != null) {
                    visible.patientLengths.put(person, row.getLong(2));
                }
                Integer diagnosed = conditions.get(row.getLong(1));
                if (diagnosed != null) {
                    visible.conditionLengths.put(diagnosed, row.getLong(2));
                }
            });
        }
        return visible;
    }

    private void add(ResultSet row, Map<Long, Integer> ofPatients, Map<Long, Integer> ofConditions)
            throws SQLException {
        boolean patient = row.getString(2).equals("Patient");
        Integer person = (patient ? ofPatients : ofConditions).get(row.getLong(1));
        long token = row.getLong(4);
        if (person != null && !row.wasNull()) {
            (patient ? patients : conditions)
                    .computeIfAbsent(row.getString(3), parameter -> new IndexRows())
                    .add(person, token);
        }
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Statement statement, String sql, Reader reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /** The rows that patients have for a parameter. */
    IndexRows patients(String parameter) {
        return patients.getOrDefault(parameter, new IndexRows());
    }

    Map<String, IndexRows> patientParameters() {
        return patients;
    }

    /** The rows that the patients' conditions have for a parameter. */
    IndexRows conditions(String parameter) {
        return conditions.getOrDefault(parameter, new IndexRows());
    }

    long patientLength(int person) {
        return patientLengths.getOrDefault(person, 0L);
    }

    long conditionLength(int person) {
        return conditionLengths.getOrDefault(person, 0L);
    }

    int patientLengths() {
        Set<Long> distinct = new HashSet<>(patientLengths.values());
        return distinct.size();
    }
}
