package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A database administrator who edits rows: every read fails closed, and the audit says so. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TamperingIT {
    private final TestServer server = TestServer.shared("tampered", Map.of());
    private final Officer officer = new Officer(server);

    /** First: it holds the audit to a clean log before and after, and another test leaves a row deleted for good. */
    @Test
    @Order(1)
    void anAlteredBodyIsWithheldAndFoundByTheAudit() {
        String victim = server.createPatient("Altered");
        officer.anchoredProof("/fhir/Patient/" + victim + "/$integrity-proof");
        assertThat(officer.audit().exitCode()).isZero();
        String text = text(victim);
        setText(victim, text.substring(0, text.length() - 4) + (text.endsWith("AAAA") ? "BBBB" : "AAAA"));
        assertWithheld("/fhir/Patient/" + victim);
        assertWithheld("/fhir/Patient/" + victim + "/_history/1");
        Officer.Report audit = officer.audit();
        assertThat(audit.text()).contains("WITHHELD", "(the server says row-altered)");
        assertThat(audit.exitCode()).isEqualTo(11);
        TestServer.Answer proof = server.get("backend", "/fhir/Patient/" + victim + "/$integrity-proof");
        assertThat(proof.status()).isEqualTo(500);
        setText(victim, text);
        assertThat(officer.audit().exitCode()).isZero();
    }

    @Test
    void swappedBodiesAreWithheldBothAndNeverShownForEachOther() {
        String first = server.createPatient("Swapone");
        String second = server.createPatient("Swaptwo");
        String firstText = text(first);
        String secondText = text(second);
        setText(first, secondText);
        setText(second, firstText);
        assertThat(assertWithheld("/fhir/Patient/" + first)).doesNotContain("Swaptwo");
        assertThat(assertWithheld("/fhir/Patient/" + second)).doesNotContain("Swapone");
        assertThat(server.get("backend", "/fhir/Patient?_id=" + first).body())
                .doesNotContain("Swaptwo")
                .contains("incomplete");
        setText(first, firstText);
        setText(second, secondText);
    }

    @Test
    void swappedFhirIdsServeNobodyElse() {
        String first = server.createPatient("Idone");
        String second = server.createPatient("Idtwo");
        server.jdbc().update("update HFJ_RESOURCE set FHIR_ID = 'swap-in-progress' where FHIR_ID = ?", first);
        server.jdbc().update("update HFJ_RESOURCE set FHIR_ID = ? where FHIR_ID = ?", first, second);
        server.jdbc().update("update HFJ_RESOURCE set FHIR_ID = ? where FHIR_ID = 'swap-in-progress'", second);
        assertThat(server.get("backend", "/fhir/Patient/" + first))
                .satisfies(answer -> assertThat(answer.status()).isGreaterThanOrEqualTo(404))
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("Idtwo"));
        assertThat(server.get("backend", "/fhir/Patient/" + second).body()).doesNotContain("Idone");
        server.jdbc().update("update HFJ_RESOURCE set FHIR_ID = 'swap-in-progress' where FHIR_ID = ?", first);
        server.jdbc().update("update HFJ_RESOURCE set FHIR_ID = ? where FHIR_ID = ?", first, second);
        server.jdbc().update("update HFJ_RESOURCE set FHIR_ID = ? where FHIR_ID = 'swap-in-progress'", second);
    }

    @Test
    void aRolledBackVersionIsNotServed() {
        String patient = server.createPatient("Before");
        server.put(
                "backend",
                "/fhir/Patient/" + patient,
                "{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\",\"name\":[{\"family\":\"After\"}]}");
        server.jdbc().update("update HFJ_RESOURCE set RES_VER = 1 where FHIR_ID = ?", patient);
        assertThat(assertWithheld("/fhir/Patient/" + patient)).doesNotContain("Before");
        assertThat(server.get("backend", "/fhir/Patient?_id=" + patient).body()).doesNotContain("\"Before\"");
        server.jdbc().update("update HFJ_RESOURCE set RES_VER = 2 where FHIR_ID = ?", patient);
    }

    @Test
    void aDeletedVersionRowIsMissedNotReplacedByAnOlderOne() {
        String patient = server.createPatient("Older");
        server.put(
                "backend",
                "/fhir/Patient/" + patient,
                "{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\",\"name\":[{\"family\":\"Newer\"}]}");
        List<Map<String, Object>> rows = server.jdbc()
                .queryForList(
                        "select v.* from HFJ_RES_VER v join HFJ_RESOURCE r on r.RES_ID = v.RES_ID"
                                + " where r.FHIR_ID = ? and v.RES_VER = 2",
                        patient);
        assertThat(rows).hasSize(1);
        server.jdbc()
                .update("delete from HFJ_RES_VER where PID = ?", rows.get(0).get("PID"));
        assertThat(assertWithheld("/fhir/Patient/" + patient)).doesNotContain("Older");
        assertThat(server.get("backend", "/fhir/Patient?_id=" + patient).body()).doesNotContain("\"Older\"");
        officer.anchoredProof("/fhir/Patient/" + patient + "/_history/1/$integrity-proof");
        assertThat(officer.audit().text()).contains("WITHHELD");
    }

    @Test
    void aLiftedDeletionIsNotServed() {
        String patient = server.createPatient("Undead");
        server.send("backend", "DELETE", "/fhir/Patient/" + patient, null, "");
        server.jdbc().update("update HFJ_RESOURCE set RES_DELETED_AT = null, RES_VER = 1 where FHIR_ID = ?", patient);
        TestServer.Answer answer = server.get("backend", "/fhir/Patient/" + patient);
        assertThat(answer.status()).isGreaterThanOrEqualTo(404);
        assertThat(answer.body()).doesNotContain("Undead");
    }

    @Test
    void anEditedExportIsTampered() {
        String patient = server.createPatient("Exported");
        String proof = officer.anchoredProof("/fhir/Patient/" + patient + "/$integrity-proof");
        String copy = server.get("backend", "/fhir/Patient/" + patient).body();
        assertThat(withCopy(proof, copy).exitCode()).isZero();
        Officer.Report edited = withCopy(proof, copy.replace("Exported", "Expunged"));
        assertThat(edited.text()).contains("TAMPERED");
        assertThat(edited.exitCode()).isEqualTo(10);
    }

    private Officer.Report withCopy(String proof, String copy) {
        try {
            java.nio.file.Path file = java.nio.file.Files.createTempFile(server.secrets(), "copy", ".json");
            java.nio.file.Files.writeString(file, copy);
            return officer.verify(proof, "--resource", file.toString());
        } catch (java.io.IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String assertWithheld(String path) {
        TestServer.Answer answer = server.get("backend", path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(500);
        assertThat(answer.json().get("resourceType").asText()).isEqualTo("OperationOutcome");
        return answer.body();
    }

    private String text(String fhirId) {
        return server.jdbc()
                .queryForObject(
                        "select v.RES_TEXT_VC from HFJ_RES_VER v join HFJ_RESOURCE r on r.RES_ID = v.RES_ID"
                                + " where r.FHIR_ID = ? and v.RES_VER = 1",
                        String.class,
                        fhirId);
    }

    private void setText(String fhirId, String text) {
        server.jdbc()
                .update(
                        "update HFJ_RES_VER set RES_TEXT_VC = ? where RES_VER = 1 and RES_ID ="
                                + " (select RES_ID from HFJ_RESOURCE where FHIR_ID = ?)",
                        text,
                        fhirId);
    }
}
