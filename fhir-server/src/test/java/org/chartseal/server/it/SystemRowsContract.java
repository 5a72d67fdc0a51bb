package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.batch2.api.IJobCoordinator;
import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import ca.uhn.fhir.batch2.jobs.reindex.ReindexJobParameters;
import ca.uhn.fhir.batch2.model.JobInstance;
import ca.uhn.fhir.batch2.model.JobInstanceStartRequest;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What HAPI keeps of searches, match URLs and jobs tells nothing, and still works. */
abstract class SystemRowsContract {
    private static final List<String> TABLES =
            List.of("HFJ_SEARCH", "HFJ_SEARCH_INCLUDE", "HFJ_RES_SEARCH_URL", "BT2_JOB_INSTANCE", "BT2_WORK_CHUNK");
    private static final List<String> EMPTY =
            List.of("HFJ_TAG_DEF", "HFJ_RES_TAG", "HFJ_HISTORY_TAG", "HFJ_RES_VER_PROV", "HFJ_BINARY_STORAGE_BLOB");

    abstract TestServer server();

    @Test
    void aStoredSearchIsSealedAndItsNextPageIsServed() {
        String patient = patient("Suchwort", "search-1");
        for (int i = 0; i < 5; i++) {
            server().createObservation(patient, "paged " + i);
        }
        String next = next(search(patient));
        assertThat(server().get("backend", next).json().get("entry")).hasSize(2);
        for (Map<String, Object> row :
                server().jdbc().queryForList("select SEARCH_QUERY_STRING_VC, SEARCH_PARAM_MAP_BIN from HFJ_SEARCH")) {
            assertThat(row.get("SEARCH_QUERY_STRING_VC")).asString().startsWith("cc1:");
            if (row.get("SEARCH_PARAM_MAP_BIN") instanceof byte[] map) {
                assertThat(new String(map, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("cc1:");
            }
        }
        assertNowhere("Suchwort", patient);
    }

    @Test
    void aSearchMovedToAnothersRowIsNotContinued() {
        String first = patient("Erste", "move-1");
        String second = patient("Zweite", "move-2");
        for (int i = 0; i < 5; i++) {
            server().createObservation(first, "first " + i);
            server().createObservation(second, "second " + i);
        }
        String mine = next(search(first));
        String theirs = next(search(second));
        server().jdbc()
                .update(
                        "update HFJ_SEARCH set SEARCH_QUERY_STRING_VC = (select s.SEARCH_QUERY_STRING_VC from HFJ_SEARCH s"
                                + " where s.SEARCH_UUID = ?) where SEARCH_UUID = ?",
                        uuid(theirs),
                        uuid(mine));
        assertThat(server().get("backend", mine).status()).isEqualTo(500);
        assertThat(server().get("backend", theirs).status()).isEqualTo(200);
    }

    @Test
    void aSearchUnderAnothersNameOrOfAnotherKindIsNotContinued() {
        String first = patient("Eine", "name-1");
        String second = patient("Andere", "name-2");
        for (int i = 0; i < 5; i++) {
            server().createObservation(first, "one " + i);
            server().createObservation(second, "other " + i);
        }
        String mine = next(search(first));
        String theirs = next(search(second));
        String exchange = "update HFJ_SEARCH set SEARCH_UUID = ? where SEARCH_UUID = ?";
        server().jdbc().update(exchange, "exchanged", uuid(mine));
        server().jdbc().update(exchange, uuid(mine), uuid(theirs));
        server().jdbc().update(exchange, uuid(theirs), "exchanged");
        for (String next : List.of(mine, theirs)) {
            assertThat(server().get("backend", next).status()).isEqualTo(500);
        }
        String third = next(search(first));
        server().jdbc().update("update HFJ_SEARCH set SEARCH_TYPE = 2 where SEARCH_UUID = ?", uuid(third));
        assertThat(server().get("backend", third).status()).isEqualTo(500);
    }

    @Test
    void aMatchUrlIsKeyedAndStillUnique() {
        String body =
                "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:test\",\"value\":\"Einmalig-77\"}]}";
        List<CompletableFuture<Integer>> creates = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> server().send(
                                "backend",
                                "POST",
                                "/fhir/Patient",
                                body,
                                TestServer.FHIR,
                                "If-None-Exist",
                                "identifier=urn:test|Einmalig-77")
                        .status()))
                .toList();
        creates.forEach(CompletableFuture::join);
        assertThat(server().get("backend", "/fhir/Patient?identifier=urn:test%7CEinmalig-77")
                        .json()
                        .path("entry"))
                .hasSize(1);
        assertThat(server().jdbc().queryForList("select RES_SEARCH_URL from HFJ_RES_SEARCH_URL", String.class))
                .isNotEmpty()
                .allMatch(url -> url.length() == 43 && !url.contains("?"));
        assertNowhere("Einmalig-77");
    }

    @Test
    void aBatchJobRunsOnSealedRows() throws InterruptedException {
        patient("Stapelwort", "batch-1");
        ReindexJobParameters parameters = new ReindexJobParameters();
        parameters.addUrl("Patient?family=Stapelwort");
        JobInstanceStartRequest start = new JobInstanceStartRequest("REINDEX", parameters);
        IJobCoordinator jobs = server().bean(IJobCoordinator.class);
        String id = jobs.startInstance(new SystemRequestDetails(), start).getInstanceId();
        assertThat(jobs.getInstance(id).getParameters()).contains("Stapelwort");
        JobInstance job = jobs.getInstance(id);
        for (int second = 0; second < 150 && !job.getStatus().isEnded(); second++) {
            Thread.sleep(1000);
            // Else a job of several steps waits a minute for each.
            server().bean(IJobMaintenanceService.class).runMaintenancePass();
            job = jobs.getInstance(id);
        }
        assertThat(job.getStatus()).hasToString("COMPLETED");
        assertThat(server().jdbc()
                        .queryForList("select PARAMS_JSON_VC from BT2_JOB_INSTANCE where ID = ?", String.class, id))
                .allMatch(text -> text.startsWith("cc1:"));
        assertNowhere("Stapelwort");
    }

    @Test
    void whatWouldStandBesideTheBodyIsRefusedOrInIt() {
        String id = server().create(
                        "Patient",
                        "{\"resourceType\":\"Patient\",\"meta\":{\"source\":\"urn:Quellwort\",\"tag\":[{\"system\":"
                                + "\"urn:test\",\"code\":\"Etikett\"}]},\"name\":[{\"family\":\"Tagged\"}]}");
        TestServer.Answer added = server().post(
                        "backend",
                        "/fhir/Patient/" + id + "/$meta-add",
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"meta\",\"valueMeta\":{\"tag\":"
                                + "[{\"system\":\"urn:test\",\"code\":\"Etikett2\"}]}}]}");
        assertThat(added.status()).isBetween(400, 499);
        for (String table : EMPTY) {
            assertThat(server().jdbc().queryForObject("select count(*) from " + table, Long.class))
                    .as(table)
                    .isZero();
        }
    }

    private void assertNowhere(String... words) {
        for (String table : TABLES) {
            for (Map<String, Object> row : server().jdbc().queryForList("select * from " + table)) {
                row.forEach((column, value) -> {
                    String text = value instanceof byte[] bytes
                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                            : String.valueOf(value);
                    for (String word : words) {
                        assertThat(text).as(table + "." + column).doesNotContainIgnoringCase(word);
                    }
                });
            }
        }
    }

    private JsonNode search(String patient) {
        return server().get("backend", "/fhir/Observation?patient=" + patient + "&_count=2")
                .json();
    }

    private String next(JsonNode page) {
        for (JsonNode link : page.get("link")) {
            if (link.get("relation").asText().equals("next")) {
                return link.get("url").asText().substring(server().url().length());
            }
        }
        throw new AssertionError("Expected a next page, found " + page.get("link"));
    }

    private static String uuid(String page) {
        return page.replaceAll(".*_getpages=([^&]*).*", "$1");
    }

    private String patient(String family, String identifier) {
        return server().create(
                        "Patient",
                        "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:test\",\"value\":\""
                                + identifier + "\"}],\"name\":[{\"family\":\"" + family + "\"}]}");
    }
}
