package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chartseal.server.it.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key store's database that is stopped under a running server, and started again. */
final class KeyStoreOutageIT {
    private static final String ROTATE =
            "{\"resourceType\":\"Parameters\",\"parameter\":" + "[{\"name\":\"kind\",\"valueCode\":\"epoch\"}]}";

    @TempDir
    Path directory;

    private int port;

    @Test
    void answers503WhileItIsDownAndGoesOnAfterwards() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        EmbeddedPostgres keys = postgres();
        TestServer server = TestServer.own(
                "outage",
                Map.of(
                        "chartseal.keys.store-url",
                        keys.getJdbcUrl("postgres", "postgres"),
                        "chartseal.keys.store-username",
                        "postgres"));
        try {
            String patient = server.createPatient("Nevermentioned");
            assertThat(server.post("officer", "/fhir/$rotate-keys", ROTATE).status())
                    .isEqualTo(200);
            keys.close();
            for (Answer refused : List.of(
                    server.get("backend", "/fhir/Patient/" + patient),
                    server.get("backend", "/fhir/Patient?family=Nevermentioned"),
                    server.post("backend", "/fhir/Observation", TestServer.observation(patient, "not now")),
                    server.post("officer", "/fhir/$rotate-keys", ROTATE))) {
                assertThat(refused.status()).as(refused.body()).isEqualTo(503);
                assertThat(refused.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
                assertThat(refused.json().path("issue")).hasSize(1);
                assertThat(refused.json().at("/issue/0/diagnostics").asText())
                        .isEqualTo("Keys are not available now: try again later");
            }
            keys = postgres();
            Answer again = server.get("backend", "/fhir/Patient/" + patient);
            assertThat(again.status()).as(again.body()).isEqualTo(200);
            assertThat(again.body()).contains("Nevermentioned");
            assertThat(server.createObservation(patient, "afterwards")).isNotBlank();
            assertThat(server.get("backend", "/fhir/Observation?subject=Patient/" + patient)
                            .body())
                    .contains("afterwards")
                    .doesNotContain("not now");
            assertThat(server.post("officer", "/fhir/$rotate-keys", ROTATE).status())
                    .isEqualTo(200);
        } finally {
            server.close();
            keys.close();
        }
    }

    private EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }
}
