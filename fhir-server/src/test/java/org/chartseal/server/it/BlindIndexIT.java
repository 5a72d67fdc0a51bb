package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What HAPI's index tables hold, and that they are not written anew without need. */
class BlindIndexIT {
    private static final Map<String, String> EMPTY = Map.of(
            "HFJ_SPIDX_STRING", "SP_VALUE_EXACT is not null or SP_VALUE_NORMALIZED is not null",
            "HFJ_SPIDX_TOKEN", "SP_SYSTEM is not null or SP_VALUE is not null",
            "HFJ_SPIDX_DATE",
                    "SP_VALUE_HIGH is not null or SP_VALUE_LOW_DATE_ORDINAL is not null"
                            + " or SP_VALUE_HIGH_DATE_ORDINAL is not null",
            "HFJ_SPIDX_QUANTITY", "SP_SYSTEM is not null or SP_UNITS is not null",
            "HFJ_SPIDX_URI", "SP_URI like '%:%'",
            "HFJ_SPIDX_COORDS", "SP_LONGITUDE is not null",
            "HFJ_RES_LINK", "TARGET_RESOURCE_URL like '%:%'");

    private final TestServer server = TestServer.h2();

    @Test
    void noColumnHoldsAValue() {
        String patient = server.createPatient("Indexmann");
        server.createObservation(patient, "pulse");
        server.create(
                "Location",
                "{\"resourceType\":\"Location\",\"name\":\"Ward\",\"position\":{\"latitude\":1,\"longitude\":2}}");
        server.create(
                "Questionnaire",
                "{\"resourceType\":\"Questionnaire\",\"status\":\"active\",\"url\":\"http://example.org/q\"}");
        server.create(
                "QuestionnaireResponse",
                "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\","
                        + "\"questionnaire\":\"http://example.org/q\",\"subject\":{\"reference\":\"Patient/"
                        + patient + "\"}}");
        EMPTY.forEach((table, filled) -> {
            assertThat(count("select count(*) from " + table)).as(table).isPositive();
            assertThat(count("select count(*) from " + table + " where " + filled))
                    .as(table)
                    .isZero();
        });
    }

    @Test
    void aValueThatStaysIsNotWrittenAgain() {
        String id = server.createPatient("Bleibtreu");
        String rows =
                "select SP_ID, HASH_NORM_PREFIX from HFJ_SPIDX_STRING s join HFJ_RESOURCE r on r.RES_ID = s.RES_ID"
                        + " where r.FHIR_ID = '" + id + "' and SP_NAME = 'family' order by SP_ID";
        List<Map<String, Object>> before = server.jdbc().queryForList(rows);
        assertThat(before).isNotEmpty();
        assertThat(server.put(
                                "backend",
                                "/fhir/Patient/" + id,
                                "{\"resourceType\":\"Patient\",\"id\":\"" + id
                                        + "\",\"name\":[{\"family\":\"Bleibtreu\",\"given\":[\"Eva\"]}],"
                                        + "\"birthDate\":\"1971-02-03\"}")
                        .status())
                .isEqualTo(200);
        assertThat(server.jdbc().queryForList(rows)).isEqualTo(before);
    }

    @Test
    void partsOfAUriAreRefused() {
        TestServer.Answer answer = server.get("backend", "/fhir/Questionnaire?url:below=http://example.org/");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    private long count(String sql) {
        return server.jdbc().queryForObject(sql, Long.class);
    }
}
