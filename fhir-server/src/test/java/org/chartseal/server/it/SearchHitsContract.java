package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.chartseal.server.integrity.LogIncidents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database administrator who edits index rows: no search serves or touches another's record for it. */
abstract class SearchHitsContract {
    private String first;
    private String second;
    private String firstMark;
    private String secondMark;
    private String own;
    private String foreign;

    abstract TestServer server();

    @BeforeEach
    void twoPatientsWithOneRecordEach() {
        firstMark = UUID.randomUUID().toString();
        secondMark = UUID.randomUUID().toString();
        first = server().create("Patient", patient(firstMark));
        second = server().create("Patient", patient(secondMark));
        own = server().createObservation(first, "pulse");
        foreign = server().createObservation(second, "pulse");
    }

    @Test
    void aRecordLinkedToAnotherPatientIsWithheldAndReportedOnce() {
        link(foreign, first);
        String found = "row " + row(foreign) + " of type Observation";
        for (int i = 0; i < 2; i++) {
            JsonNode page = search("Observation?patient=" + first);
            assertThat(ids(page)).containsExactly(own);
            assertThat(page.toString()).contains("incomplete");
            assertThat(page.has("total")).isFalse();
        }
        assertThat(incidents()).filteredOn(each -> each.contains(found)).hasSize(1);
        assertThat(ids(server().send(
                                "backend",
                                "POST",
                                "/fhir/Observation/_search",
                                "subject=Patient/" + first,
                                "application/x-www-form-urlencoded")
                        .json()))
                .containsExactly(own);
        assertThat(ids(search("Observation?patient=" + first + "&_offset=0&_count=10")))
                .containsExactly(own);
        assertThat(ids(search("Patient/" + first + "/$everything"))).containsExactlyInAnyOrder(first, own);
        assertThat(ids(search("Patient?_id=" + first + "&_revinclude=Observation:subject")))
                .containsExactlyInAnyOrder(first, own);
        assertThat(ids(search("Observation?patient.identifier=urn:hits|" + firstMark)))
                .containsExactly(own);
        assertThat(ids(search("Observation?_id=" + foreign + "&_include=Observation:subject")))
                .containsExactly(foreign);
    }

    @Test
    void exchangedFhirIdsFindNobodyElse() {
        fhirId(first, "in-between-" + first);
        fhirId(second, first);
        fhirId("in-between-" + first, second);
        assertThat(ids(search("Observation?patient=" + first))).doesNotContain(foreign);
        assertThat(ids(search("Observation?patient=" + second))).doesNotContain(own);
        assertThat(ids(search("Observation?patient._id=" + first))).doesNotContain(foreign);
        assertThat(server().get("backend", "/fhir/Patient/" + first + "/$everything")
                        .body())
                .doesNotContain(foreign);
    }

    @Test
    void exchangedIdentifierRowsFindNobodyElse() {
        exchangeIdentifiers();
        assertThat(ids(search("Patient?identifier=urn:hits|" + firstMark))).isEmpty();
        assertThat(ids(search("Patient?identifier=" + firstMark))).isEmpty();
        assertThat(ids(search("Observation?patient.identifier=urn:hits|" + firstMark)))
                .isEmpty();
        assertThat(ids(search("Observation?subject:Patient.identifier=" + secondMark)))
                .isEmpty();
        assertThat(incidents()).anyMatch(each -> each.contains("row " + row(second) + " of type Patient"));
    }

    @Test
    void aReverseChainIsBorneOutByTheRecordThatRefers() {
        String code = "rare-" + UUID.randomUUID();
        String rare = server().create(
                        "Observation", TestServer.observation(second, "pulse").replace("8867-4", code));
        String asked = "Patient?_has:Observation:patient:code=" + code;
        assertThat(ids(search(asked))).containsExactly(second);
        link(rare, first);
        assertThat(ids(search(asked))).isEmpty();
        assertThat(ids(search("Observation?patient._has:Observation:patient:code=" + code)))
                .isEmpty();
        assertThat(incidents()).anyMatch(each -> each.contains("row " + row(first) + " of type Patient"));
        link(rare, second);
        assertThat(ids(search(asked))).containsExactly(second);
    }

    @Test
    void noMatchUrlActsOnAnother() {
        exchangeIdentifiers();
        String url = "Patient?identifier=urn:hits|" + firstMark;
        String encoded = "/fhir/Patient?identifier=urn:hits%7C" + firstMark;
        assertRefused(server().put("backend", encoded, patient(firstMark)));
        assertRefused(server().send("backend", "DELETE", encoded, null, ""));
        assertRefused(server().send(
                        "backend",
                        "PATCH",
                        encoded,
                        "[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"male\"}]",
                        "application/json-patch+json"));
        assertRefused(server().send(
                        "backend",
                        "POST",
                        "/fhir/Patient",
                        patient(firstMark),
                        TestServer.FHIR,
                        "If-None-Exist",
                        "identifier=urn:hits|" + firstMark));
        assertRefused(server().post("backend", "/fhir", transaction("PUT", url, patient(firstMark))));
        assertRefused(server().post(
                        "backend",
                        "/fhir",
                        transaction(
                                "POST",
                                "Observation",
                                TestServer.observation("x", "pulse").replace("Patient/x", url))));
        JsonNode untouched = server().get("backend", "/fhir/Patient/" + second).json();
        assertThat(untouched.at("/meta/versionId").asText()).isEqualTo("1");
        assertThat(untouched.toString()).contains(secondMark);
        assertThat(ids(search("Observation?patient=" + second))).containsExactly(foreign);
    }

    @Test
    void anIncludedPatientIsOnlyTheOneTheRecordNames() {
        link(own, second);
        assertThat(ids(search("Observation?_id=" + own + "&_include=Observation:subject")))
                .containsExactly(own);
        assertThat(ids(search("Observation?_id=" + own + "&_include=*"))).containsExactly(own);
        assertThat(ids(search("Patient?_id=" + second + "&_revinclude=Observation:subject")))
                .containsExactlyInAnyOrder(second, foreign);
        assertThat(ids(search("Patient?_id=" + second + "&_revinclude=*"))).containsExactlyInAnyOrder(second, foreign);
        assertThat(ids(search("Patient/" + second + "/$everything"))).containsExactlyInAnyOrder(second, foreign);
    }

    @Test
    void aLaterPageShowsNoResultThatWasPutIntoTheStoredSearch() {
        for (int i = 0; i < 5; i++) {
            server().createObservation(first, "pulse");
        }
        JsonNode page = search("Observation?patient=" + first + "&_count=2");
        assertThat(ids(page)).hasSize(2);
        server().jdbc()
                .update(
                        "update HFJ_SEARCH_RESULT set RESOURCE_PID = ? where SEARCH_ORDER = 3 and SEARCH_PID ="
                                + " (select max(PID) from HFJ_SEARCH)",
                        row(foreign));
        JsonNode later = next(page);
        assertThat(ids(later)).hasSize(1).doesNotContain(foreign);
        server().jdbc()
                .update("update HFJ_SEARCH set CREATED = CREATED + interval '1' hour where PID ="
                        + " (select max(PID) from HFJ_SEARCH)");
        assertThat(next(page).toString()).contains("incomplete").doesNotContain(foreign);
        assertThat(incidents()).anyMatch(each -> each.contains("row " + row(foreign) + " of type Observation"));
    }

    @Test
    void aHitThatChangedSinceIsLeftOutInSilence() {
        List<String> made = new ArrayList<>(List.of(own));
        for (int i = 0; i < 3; i++) {
            made.add(server().createObservation(first, "pulse"));
        }
        JsonNode page = search("Observation?patient=" + first + "&_count=2");
        made.removeAll(ids(page));
        int before = incidents().size();
        String moved = made.get(0);
        assertThat(server().put(
                                "backend",
                                "/fhir/Observation/" + moved,
                                TestServer.observation(second, "pulse")
                                        .replace("{\"resourceType\"", "{\"id\":\"" + moved + "\",\"resourceType\""))
                        .status())
                .isEqualTo(200);
        JsonNode rest = next(page);
        assertThat(ids(rest)).containsExactly(made.get(1));
        assertThat(rest.toString()).doesNotContain("incomplete");
        assertThat(incidents()).hasSize(before);
    }

    @Test
    void honestSearchesOfEveryKindFindWhatTheyAskFor() {
        String mark = UUID.randomUUID().toString();
        String patient = server().create("Patient", HonestSearches.patient(mark));
        String encounter = server().create("Encounter", HonestSearches.encounter(patient));
        String observation = server().create("Observation", HonestSearches.observation(patient, encounter));
        String risk = server().create("RiskAssessment", HonestSearches.risk(patient));
        int before = incidents().size();
        List<String> missed = new ArrayList<>();
        for (HonestSearches.Search each : HonestSearches.all(patient, encounter, observation, risk, mark)) {
            JsonNode page = search(each.query());
            if (!ids(page).contains(each.expected()) || page.toString().contains("incomplete")) {
                missed.add(each.query());
            }
        }
        assertThat(missed).isEmpty();
        assertThat(incidents()).hasSize(before);
    }

    @Test
    void honestMatchUrlsAreObeyed() {
        String encoded = "/fhir/Patient?identifier=urn:hits%7C" + firstMark;
        String url = "Patient?identifier=urn:hits|" + firstMark;
        assertThat(server().put("backend", encoded, patient(firstMark).replace("1971-02-03", "1971-02-04"))
                        .status())
                .isEqualTo(200);
        assertThat(server().send(
                                "backend",
                                "POST",
                                "/fhir/Patient",
                                patient(firstMark),
                                TestServer.FHIR,
                                "If-None-Exist",
                                "identifier=urn:hits|" + firstMark)
                        .status())
                .isEqualTo(200);
        assertThat(server().post("backend", "/fhir", transaction("PUT", url, patient(firstMark)))
                        .status())
                .isEqualTo(200);
        assertThat(server().post(
                                "backend",
                                "/fhir",
                                transaction(
                                        "POST",
                                        "Observation",
                                        TestServer.observation("x", "pulse").replace("Patient/x", url)))
                        .status())
                .isEqualTo(200);
        assertThat(ids(search("Observation?patient=" + first))).hasSize(2);
    }

    private static String patient(String mark) {
        return "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:hits\",\"value\":\"" + mark
                + "\"}],\"birthDate\":\"1971-02-03\"}";
    }

    private static String transaction(String method, String url, String resource) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"" + method
                + "\",\"url\":\"" + url + "\"},\"resource\":" + resource + "}]}";
    }

    private void assertRefused(TestServer.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(500);
        assertThat(answer.body())
                .contains("Withheld")
                .doesNotContain(secondMark)
                .doesNotContain(second);
    }

    private JsonNode search(String path) {
        TestServer.Answer answer = server().get("backend", "/fhir/" + path.replace("|", "%7C"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode next(JsonNode page) {
        for (JsonNode link : page.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                String url = link.path("url").asText();
                return search(
                        url.substring(url.indexOf("/fhir") + "/fhir".length()).replaceFirst("^/", ""));
            }
        }
        throw new AssertionError("Expected a page with a next one, found " + page);
    }

    static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("entry").forEach(entry -> {
            if (!entry.at("/search/mode").asText().equals("outcome")) {
                ids.add(entry.at("/resource/id").asText());
            }
        });
        return ids;
    }

    private List<String> incidents() {
        return server().bean(LogIncidents.class).all();
    }

    private long row(String fhirId) {
        return server().jdbc().queryForObject("select RES_ID from HFJ_RESOURCE where FHIR_ID = ?", Long.class, fhirId);
    }

    private void link(String source, String target) {
        assertThat(server().jdbc()
                        .update(
                                "update HFJ_RES_LINK set TARGET_RESOURCE_ID = ? where SRC_RESOURCE_ID = ?",
                                row(target),
                                row(source)))
                .isPositive();
    }

    private void fhirId(String from, String to) {
        assertThat(server().jdbc().update("update HFJ_RESOURCE set FHIR_ID = ? where FHIR_ID = ?", to, from))
                .isEqualTo(1);
    }

    private void exchangeIdentifiers() {
        assertThat(server().jdbc()
                        .update(
                                "update HFJ_SPIDX_TOKEN set RES_ID = case when RES_ID = ? then ? else ? end"
                                        + " where SP_NAME = 'identifier' and RES_ID in (?, ?)",
                                row(first),
                                row(second),
                                row(first),
                                row(first),
                                row(second)))
                .isEqualTo(2);
    }
}
