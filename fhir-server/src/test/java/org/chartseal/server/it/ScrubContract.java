package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is stored is compared with what it must be: nothing is found where nobody edited a row, and each edit is named. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ScrubContract {
    static final Map<String, String> QUICK = Map.of(
            "chartseal.scrub.pause", "0s",
            "chartseal.scrub.chunk", "25",
            "chartseal.index-rotation.grace", "300ms",
            "chartseal.index-rotation.pause", "0s");
    private static final String REASON =
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"reason\",\"valueCode\":\"subject-request\"}]}";

    abstract TestServer server();

    /** Whether a corpus is loaded too: each round takes its time then. */
    abstract boolean withCorpus();

    private ScrubRounds rounds() {
        return new ScrubRounds(server());
    }

    @Test
    @Order(1)
    void anHonestServerHasNoFindings() throws IOException {
        TestServer server = server();
        RotationRecords records = new RotationRecords(server);
        records.store();
        records.write(0);
        records.write(1);
        String patient = server.createPatient("Scrubbed");
        String gone = server.createObservation(patient, "deleted");
        assertThat(server.send("backend", "DELETE", "/fhir/Observation/" + gone, null, "")
                        .status())
                .isBetween(200, 204);
        server.create(
                "Observation",
                TestServer.observation(patient, "contained")
                        .replace(
                                "{\"resourceType\":\"Observation\",",
                                "{\"resourceType\":\"Observation\",\"contained\":"
                                        + "[{\"resourceType\":\"Practitioner\",\"id\":\"p\",\"name\":[{\"family\":\"Inside\"}]}],"
                                        + "\"performer\":[{\"reference\":\"#p\"},{\"identifier\":{\"system\":\"urn:s\","
                                        + "\"value\":\"logical\"}}],\"meta\":{\"tag\":[{\"code\":\"t\"}],"
                                        + "\"security\":[{\"code\":\"R\"}]},"));
        assertThat(rounds().findings()).as("of honest records").isEmpty();
        String erased = server.createPatient("Erased");
        server.createObservation(erased, "erased");
        server.create(
                "List",
                "{\"resourceType\":\"List\",\"status\":\"current\",\"mode\":\"working\",\"subject\":{\"reference\":"
                        + "\"Patient/" + patient + "\"},\"entry\":[{\"item\":{\"reference\":\"Patient/" + erased
                        + "\"}}]}");
        assertThat(server.post("officer", "/fhir/Patient/" + erased + "/$erase", REASON)
                        .status())
                .isEqualTo(200);
        assertThat(rounds().findings()).as("after an erasure").isEmpty();
        rotate("index");
        rotate("data");
        assertThat(rounds().findings()).as("after rotations").isEmpty();
        if (withCorpus()) {
            // Last: so many records that the rotations would take long.
            Corpus.loadOnePatient(server());
        }
        List<Map<String, Object>> before = counts();
        assertThat(rounds().findings()).as("of all records").isEmpty();
        assertThat(counts()).as("rows, versions and values").isEqualTo(before);
    }

    private void rotate(String kind) {
        String body = "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"kind\",\"valueCode\":\"" + kind
                + "\"}%s]}";
        TestServer.Answer answer = server().post("officer", "/fhir/$rotate-keys", body.formatted(""));
        String follow = kind.equals("data")
                ? body.formatted(",{\"name\":\"rotation\",\"valueString\":\""
                        + answer.json().at("/parameter/0/valueString").asText() + "\"}")
                : body.formatted(",{\"name\":\"begin\",\"valueBoolean\":false}");
        while (answer.status() == 202) {
            ScrubRounds.pause();
            answer = server().post("officer", "/fhir/$rotate-keys", follow);
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private List<Map<String, Object>> counts() {
        return jdbc().queryForList(
                        "select (select count(*) from HFJ_RES_VER) v, (select sum(RES_VER) from HFJ_RESOURCE)"
                                + " s, (select max(RES_UPDATED) from HFJ_RESOURCE) u, (select count(*) from cs_index_values) d,"
                                + " (select count(*) from HFJ_SPIDX_TOKEN) t, (select count(*) from HFJ_RES_LINK) l,"
                                + " (select count(*) from cs_pending) p");
    }

    @Test
    @Order(2)
    void eachEditedRowIsNamedAndToldOnce() {
        TestServer server = server();
        String patient = patient("Abelard", "1");
        String other = patient("Bertrand", "2");
        String third = patient("Castellan", "3");
        String bystander = patient("Dagobert", "4");
        String consent = consent(patient);
        String pointed = server.createObservation(patient, "pointed");
        String foreign = server.createObservation(other, "foreign");
        String deleted = server.createObservation(other, "deleted");
        server.send("backend", "DELETE", "/fhir/Observation/" + deleted, null, "");
        String unlogged = server.createObservation(other, "unlogged");
        String versioned = server.createObservation(other, "first");
        String rolled = server.createObservation(other, "first");
        for (String each : List.of(versioned, rolled)) {
            assertThat(server.put(
                                    "backend",
                                    "/fhir/Observation/" + each,
                                    TestServer.observation(other, "second")
                                            .replaceFirst("\\{", "{\"id\":\"" + each + "\","))
                            .status())
                    .isEqualTo(200);
        }
        new Officer(server).anchoredProof("/fhir/Observation/" + rolled + "/_history/2/$integrity-proof");
        assertThat(rounds().findings()).as("before the attacks").isEmpty();

        Set<String> expected = new TreeSet<>();
        edit("delete from HFJ_RES_LINK where SRC_RESOURCE_ID = ?", row(consent));
        expected.add("index-row-missing HFJ_RES_LINK Consent " + row(consent) + "  Consent.patient");
        edit(
                "update HFJ_RES_LINK set TARGET_RESOURCE_ID = ? where SRC_RESOURCE_ID = ? and SRC_PATH ="
                        + " 'Observation.subject'",
                row(other),
                row(pointed));
        expected.add("index-row-altered HFJ_RES_LINK Observation " + row(pointed) + "  Observation.subject");
        edit("delete from HFJ_SPIDX_STRING where SP_NAME = 'family' and RES_ID = ?", row(patient));
        expected.add("index-row-missing HFJ_SPIDX_STRING Patient " + row(patient) + "  family");
        edit("delete from HFJ_SPIDX_TOKEN where SP_NAME = 'identifier' and RES_ID = ?", row(third));
        expected.add("index-row-missing HFJ_SPIDX_TOKEN Patient " + row(third) + "  identifier");
        edit("delete from HFJ_SPIDX_DATE where SP_NAME = 'birthdate' and RES_ID = ?", row(third));
        expected.add("index-row-missing HFJ_SPIDX_DATE Patient " + row(third) + "  birthdate");
        swapHashes(row(patient), row(other));
        expected.add("index-row-altered HFJ_SPIDX_TOKEN Patient " + row(patient) + "  identifier");
        expected.add("index-row-altered HFJ_SPIDX_TOKEN Patient " + row(other) + "  identifier");
        edit(
                "update HFJ_SPIDX_TOKEN set RES_ID = ? where RES_ID = ? and SP_NAME = 'status'",
                row(deleted),
                row(foreign));
        expected.add("index-row-missing HFJ_SPIDX_TOKEN Observation " + row(foreign) + "  status");
        expected.add("index-row-extra HFJ_SPIDX_TOKEN Observation " + row(deleted) + "  status");
        edit("delete from HFJ_RES_VER where RES_ID = ? and RES_VER = 1", row(versioned));
        expected.add("version-missing HFJ_RES_VER Observation " + row(versioned) + " 1 ");
        edit(
                "update HFJ_RES_VER set RES_TEXT_VC = (select o.RES_TEXT_VC from HFJ_RES_VER o where o.RES_ID = ?"
                        + " and o.RES_VER = 1) where RES_ID = ? and RES_VER = 2",
                row(rolled),
                row(rolled));
        expected.add("version-altered HFJ_RES_VER Observation " + row(rolled) + " 2 ");
        expected.add("resource-withheld HFJ_RESOURCE Observation " + row(rolled) + "  ");
        long leaf = leaf(unlogged);
        edit("delete from cs_pending where res_id = ?", row(unlogged));
        expected.add("version-unlogged HFJ_RES_VER Observation " + row(unlogged) + " 1 ");
        expected.add("opening-missing cs_pending leaf " + leaf + "  ");
        long lost = leaf(foreign);
        edit("delete from cs_leaf where leaf_index = ?", lost);
        expected.add("leaf-missing cs_leaf leaf " + lost + "  ");
        expected.add("leaf-missing cs_leaf Observation " + row(foreign) + " 1 ");

        int told = told();
        assertThat(rounds().findings()).isEqualTo(expected);
        assertThat(told() - told).as("records of the audit trail").isEqualTo(expected.size());
        assertThat(rounds().findings()).as("of the next round").isEqualTo(expected);
        assertThat(told() - told).as("after the next round").isEqualTo(expected.size());
        assertThat(server.get(null, "/actuator/health").status()).isEqualTo(503);
        assertThat(server.get("backend", "/fhir/Patient/" + bystander).status()).isEqualTo(200);
        assertThat(server.get("officer", "/fhir/AuditEvent?_count=200&_sort=-date")
                        .body())
                .contains("urn:chartseal:scrub", "HFJ_RES_LINK/" + row(consent))
                .doesNotContain("Abelard", "Bertrand");
        assertThat(server.createPatient("Afterwards")).isNotBlank();
    }

    @Test
    @Order(3)
    void aRoundGoesOnWhereItWasStopped() throws InterruptedException {
        ScrubRounds rounds = rounds();
        Set<String> whole = rounds.findings();
        SmartLifecycle schedule = server().bean("scrubSchedule", SmartLifecycle.class);
        rounds.ask();
        Set<String> stoppedAt = new HashSet<>();
        while (server().get("officer", "/fhir/$scrub").status() == 202) {
            schedule.stop();
            String part = rounds.state("state");
            if (!part.equals("rest")) {
                stoppedAt.add(part + " " + rounds.state("position"));
            }
            String began = rounds.state("began");
            schedule.start();
            Thread.sleep(700);
            String now = rounds.state("state");
            assertThat(now.equals("rest")
                            || part.equals("rest")
                            || rounds.state("began").equals(began))
                    .as("the same round")
                    .isTrue();
        }
        assertThat(stoppedAt).isNotEmpty();
        assertThat(rounds.await().toString()).contains("finding");
        assertThat(rounds.findings()).isEqualTo(whole);
    }

    @Test
    @Order(4)
    void onlyTheOfficerAsksAndAnAlteredStateIsNotFollowed() {
        TestServer server = server();
        assertThat(server.get("backend", "/fhir/$scrub").status()).isEqualTo(403);
        assertThat(server.get("officer", "/fhir/$scrub?now=true").status()).isEqualTo(400);
        Set<String> whole = rounds().findings();
        edit("update cs_scrub set sealed = ?", "cc1:AAAA");
        assertThat(server.get("officer", "/fhir/$scrub").status()).isEqualTo(200);
        jdbc().update("insert into cs_scrub_finding (finding, sealed) values ('index-row-extra/x/y/1/-1/-1/', 'cc1:')");
        assertThat(rounds().findings()).isEqualTo(whole);
    }

    private int told() {
        Integer count =
                jdbc().queryForObject("select count(*) from HFJ_RESOURCE where RES_TYPE = 'AuditEvent'", Integer.class);
        return count == null ? -1 : count;
    }

    /** Each test that edits must edit: one that finds nothing to edit proves nothing. */
    private void edit(String sql, Object... arguments) {
        assertThat(jdbc().update(sql, arguments)).as(sql).isPositive();
    }

    private void swapHashes(long a, long b) {
        String select =
                "select HASH_VALUE, HASH_SYS_AND_VALUE from HFJ_SPIDX_TOKEN where SP_NAME = 'identifier' and RES_ID = ?";
        String update = "update HFJ_SPIDX_TOKEN set HASH_VALUE = ?, HASH_SYS_AND_VALUE = ? where SP_NAME = 'identifier'"
                + " and RES_ID = ?";
        Object[] ofA = jdbc().queryForMap(select, a).values().toArray();
        Object[] ofB = jdbc().queryForMap(select, b).values().toArray();
        edit(update, ofB[0], ofB[1], a);
        edit(update, ofA[0], ofA[1], b);
    }

    private long row(String fhirId) {
        return number("select RES_ID from HFJ_RESOURCE where FHIR_ID = ?", fhirId);
    }

    private long leaf(String fhirId) {
        return number("select leaf_index from cs_pending where res_ver = 1 and res_id = ?", row(fhirId));
    }

    private long number(String sql, Object argument) {
        Long found = jdbc().queryForObject(sql, Long.class, argument);
        assertThat(found).as(sql).isNotNull();
        return found;
    }

    private String patient(String family, String identifier) {
        return server().create(
                        "Patient",
                        "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:scrub\",\"value\":\""
                                + identifier + "\"}],\"name\":[{\"family\":\"" + family
                                + "\"}],\"birthDate\":\"1970-02-03\"}");
    }

    private String consent(String patient) {
        TestServer.Answer answer = server().post(
                        "officer",
                        "/fhir/Consent",
                        "{\"resourceType\":\"Consent\",\"status\":\"active\",\"scope\":{\"coding\":[{\"system\":"
                                + "\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]},"
                                + "\"category\":[{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"59284-0\"}]}],"
                                + "\"patient\":{\"reference\":\"Patient/" + patient
                                + "\"},\"dateTime\":\"2025-01-01\",\"policyRule\":{\"coding\":[{\"system\":"
                                + "\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"OPTIN\"}]},"
                                + "\"provision\":{\"type\":\"permit\"}}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asText();
    }

    private JdbcTemplate jdbc() {
        return server().jdbc();
    }
}
