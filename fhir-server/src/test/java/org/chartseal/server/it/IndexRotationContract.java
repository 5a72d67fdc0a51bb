package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.keys.SystemKeys;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/** The index's key is rotated while searches and writes go on: no answer differs, and nothing of the old key remains. */
abstract class IndexRotationContract {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> TABLES = List.of(
            "HFJ_SPIDX_STRING",
            "HFJ_SPIDX_TOKEN",
            "HFJ_SPIDX_NUMBER",
            "HFJ_SPIDX_QUANTITY",
            "HFJ_SPIDX_DATE",
            "HFJ_SPIDX_URI",
            "HFJ_SPIDX_COORDS",
            "HFJ_SPIDX_IDENTITY");

    private final List<Map<String, Object>> states = new ArrayList<>();

    abstract TestServer server();

    @Test
    void everyPhaseAnswersAlike() throws InterruptedException {
        RotationRecords records = new RotationRecords(server());
        records.store();
        Map<String, List<String>> before = records.answers();
        assertThat(before.values()).as("every query finds something").noneMatch(List::isEmpty);
        String referring = records.referToWhatIsGone(jdbc());
        Map<String, Set<Long>> oldRows = identities();
        long versions = count("HFJ_RES_VER");
        assertThat(rotate(true).status()).isEqualTo(202);
        Set<String> phases = new HashSet<>();
        List<String> written = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        TestServer.Answer status = rotate(false);
        while (status.status() == 202) {
            assertThat(System.nanoTime())
                    .as("the rotation ends: " + status.body())
                    .isLessThan(deadline);
            if (!phases.contains(state(status))) {
                // Stopped where it is, as a crash would stop it.
                schedule().stop();
                String phase = state(rotate(false));
                if (phases.add(phase)) {
                    written.add(records.write(written.size()));
                    assertThat(records.answers()).as("while " + phase).isEqualTo(before);
                    records.requireFound(written);
                    states.add(stateRow());
                    if (phase.equals("closing")) {
                        noOlderStateIsBelieved();
                    }
                }
                schedule().start();
            }
            Thread.sleep(20);
            status = rotate(false);
        }
        assertThat(status.status()).isEqualTo(200);
        assertThat(records.answers()).isEqualTo(before);
        records.requireFound(written);
        assertThat(records.found("List?code=gone")).containsExactly("List/" + referring, "total 1");
        assertThat(phases).contains("announced", "filling", "switched", "closing");
        assertThat(count("HFJ_RES_VER") - versions)
                .as("versions, but for those written")
                .isEqualTo(records.versions());
        Map<String, Set<Long>> newRows = identities();
        oldRows.forEach((table, old) -> assertThat(newRows.get(table)).as(table).doesNotContainAnyElementsOf(old));
        assertThat(jdbc().queryForList("select distinct generation from cs_index_values", Integer.class))
                .hasSize(1);
        assertThat(jdbc().queryForObject(
                                "select count(*) from HFJ_RES_LINK where TARGET_RESOURCE_URL is not null and"
                                        + " TARGET_RESOURCE_URL not like '%.%'",
                                Integer.class))
                .isZero();
        assertThat(server().bean(SystemKeys.class).purposes()).doesNotContain("index/v1", "dictionary/v1");
    }

    /**
     * The values of the erased go with a rotation that begins by itself. A request removes index rows before it locks their
     * resource, a rotation locks the resource first: the request goes on all the same.
     */
    @Test
    void theRotationThatAnErasureBringsLeavesRequestsTheirLocks() throws Exception {
        server().createPatient("Remembered");
        String patient = server().createPatient("Forgettable");
        int generation = Integer.parseInt(detail(rotate(false), "generation"));
        try (Connection request = Objects.requireNonNull(jdbc().getDataSource()).getConnection()) {
            request.setAutoCommit(false);
            try (Statement statement = request.createStatement()) {
                long oldest = oldestIndexed(statement);
                assertThat(statement.executeUpdate("delete from HFJ_SPIDX_STRING where RES_ID = " + oldest))
                        .isPositive();
                erase(patient);
                await("filling");
                Thread.sleep(1_500);
                assertThat(statement.execute("select 1 from HFJ_RESOURCE where RES_ID = " + oldest + " for update"))
                        .isTrue();
                assertThat(state(rotate(false))).isEqualTo("filling");
            } finally {
                request.rollback();
                request.setAutoCommit(true);
            }
        }
        awaitEnd();
        assertThat(jdbc().queryForList("select distinct generation from cs_index_values", Integer.class))
                .containsExactly(generation + 1);
    }

    /** The one that a rotation comes to first. */
    private static long oldestIndexed(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select min(RES_ID) from HFJ_SPIDX_STRING")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void erase(String patient) {
        TestServer.Answer erased = server().post(
                        "officer",
                        "/fhir/Patient/" + patient + "/$erase",
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueCode\":\"subject-request\"}]}");
        assertThat(erased.status()).as(erased.body()).isEqualTo(200);
    }

    final void awaitEnd() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (rotate(false).status() == 202) {
            assertThat(System.nanoTime()).as("the rotation ends").isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    final void await(String phase) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!state(rotate(false)).equals(phase)) {
            assertThat(System.nanoTime()).as("the rotation is " + phase).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private void noOlderStateIsBelieved() {
        Map<String, Object> now = stateRow();
        for (Map<String, Object> older : states) {
            putBack(older);
            assertThat(ask(false).status())
                    .as("with the state of step " + older.get("step"))
                    .isEqualTo(older.equals(now) ? 202 : 500);
        }
        putBack(now);
        assertThat(server().bean(LogIncidents.class).all())
                .anyMatch(each -> each.contains("state of the search index"));
    }

    private Map<String, Object> stateRow() {
        return jdbc().queryForMap("select step, chunk, sealed from cs_index_rotation");
    }

    private void putBack(Map<String, Object> state) {
        jdbc().update(
                        "update cs_index_rotation set step = ?, chunk = ?, sealed = ?",
                        state.get("step"),
                        state.get("chunk"),
                        state.get("sealed"));
    }

    private SmartLifecycle schedule() {
        return server().bean("indexRotationSchedule", SmartLifecycle.class);
    }

    final TestServer.Answer rotate(boolean begin) {
        TestServer.Answer answer = ask(begin);
        assertThat(answer.status()).as(answer.body()).isIn(200, 202);
        assertThat(answer.body()).doesNotContain("problem");
        return answer;
    }

    private TestServer.Answer ask(boolean begin) {
        return server().post(
                        "officer",
                        "/fhir/$rotate-keys",
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"kind\",\"valueCode\":\"index\"},"
                                + "{\"name\":\"begin\",\"valueBoolean\":" + begin + "}]}");
    }

    static String state(TestServer.Answer answer) {
        return detail(answer, "state");
    }

    private static String detail(TestServer.Answer answer, String name) {
        for (JsonNode parameter : answer.json().get("parameter")) {
            if (parameter.get("name").asText().equals(name)) {
                return parameter.get("valueString").asText();
            }
        }
        throw new IllegalStateException("Expected " + name + ", found " + answer.body());
    }

    private Map<String, Set<Long>> identities() {
        Map<String, Set<Long>> identities = new TreeMap<>();
        for (String table : TABLES) {
            identities.put(
                    table,
                    new HashSet<>(jdbc().queryForList("select distinct HASH_IDENTITY from " + table, Long.class)));
        }
        return identities;
    }

    private long count(String table) {
        Long rows = jdbc().queryForObject("select count(*) from " + table, Long.class);
        return rows == null ? 0 : rows;
    }

    final JdbcTemplate jdbc() {
        return server().jdbc();
    }
}
