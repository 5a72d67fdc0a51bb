package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.server.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A server with everything given by its operator, on PostgreSQL and a chain of its own, and what it refuses. */
final class ProductionIT {
    private static final String SECRET = "a secret that nobody generated";

    private static Anvil chain;
    private static TestServer server;
    private static Map<String, String> settings;

    @BeforeAll
    static void start() throws Exception {
        chain = Anvil.start("--block-time", "1", "--chain-id", "20262");
        Path given = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "production-");
        Path clients = given.resolve("clients.json");
        Files.writeString(
                clients,
                "[{\"clientId\":\"ehr\",\"secretHash\":\"" + hash()
                        + "\",\"role\":\"system\",\"fhirUser\":null,\"scopes\":[\"system/*.cruds\"]},"
                        + "{\"clientId\":\"compliance\",\"secretHash\":\"" + hash()
                        + "\",\"role\":\"privacy-officer\",\"fhirUser\":null,"
                        + "\"scopes\":[\"user/*.rs\",\"user/Consent.cruds\",\"log/audit\"]}]");
        Path passphrase = given.resolve("passphrase");
        Files.writeString(passphrase, "a passphrase of the operator's\n");
        settings = Map.ofEntries(
                Map.entry("chartseal.mode", "production"),
                Map.entry("chartseal.log.origin", "records.hospital.example/2026"),
                Map.entry("chartseal.chain.rpc-url", chain.uri().toString()),
                Map.entry("chartseal.witnesses.members[0].name", "north"),
                Map.entry("chartseal.witnesses.members[0].address", "0x" + "0a".repeat(20)),
                Map.entry("chartseal.witnesses.members[1].name", "south"),
                Map.entry("chartseal.witnesses.members[1].address", "0x" + "0B".repeat(20)),
                Map.entry("chartseal.witnesses.threshold", "2"),
                Map.entry("chartseal.security.public-url", "https://fhir.hospital.example"),
                Map.entry("chartseal.security.clients-file", clients.toString()),
                Map.entry("chartseal.keys.passphrase-file", passphrase.toString()),
                Map.entry("spring.datasource.url", TestPostgres.newDatabase()),
                Map.entry("spring.datasource.username", "postgres"),
                Map.entry("chartseal.keys.store-url", TestPostgres.newDatabase()),
                Map.entry("chartseal.keys.store-username", "postgres"));
        server = TestServer.own("production", settings);
        credentials("backend", "ehr", "system/*.cruds");
        credentials("officer", "compliance", "user/*.rs user/Consent.cruds log/audit");
    }

    /** Salted: another one for each client. */
    private static String hash() {
        return "{bcrypt}" + new BCryptPasswordEncoder(4).encode(SECRET);
    }

    private static void credentials(String name, String clientId, String scope) throws IOException {
        Files.writeString(
                server.secrets().resolve(name + ".json"),
                "{\"tokenUrl\":\"" + server.url() + "/oauth2/token\",\"clientId\":\"" + clientId
                        + "\",\"clientSecret\":\"" + SECRET + "\",\"scope\":\"" + scope + "\"}");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (chain != null) {
            chain.close();
        }
    }

    @Test
    void itServesTheClientsItWasGiven() {
        String patient = server.createPatient("Productive");
        assertThat(server.get("backend", "/fhir/Patient/" + patient).body()).contains("Productive");
        assertThat(server.get("backend", "/fhir/Patient?family=productive").body())
                .contains(patient);
        assertThat(server.get("officer", "/fhir/Patient/" + patient + "/$integrity-proof")
                        .status())
                .isIn(200, 503);
    }

    @Test
    void itMakesNoIdentityNoPassphraseAndNoLedger() throws IOException {
        try (var files = Files.list(server.secrets())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("keystore-passphrase", "clinician.json");
        }
        try (var files = Files.walk(server.secrets().getParent())) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("ledger"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chartseal.log.origin",
                "chartseal.chain.rpc-url",
                "chartseal.witnesses.threshold",
                "chartseal.security.public-url",
                "chartseal.security.clients-file",
                "chartseal.keys.passphrase-file",
                "spring.datasource.url",
                "chartseal.keys.store-url"
            })
    void itRefusesToStartWithoutWhatAnEvaluationWouldMakeUp(String key) {
        Map<String, String> fewer = new HashMap<>(settings);
        fewer.remove(key);
        assertThatThrownBy(() -> TestServer.own("refused", fewer))
                .hasStackTraceContaining("Expected in production mode")
                .hasStackTraceContaining(key + " (");
    }

    @Test
    void itRefusesEvaluationsOwnValues() {
        for (Map.Entry<String, String> other : List.of(
                Map.entry("chartseal.security.public-url", "http://127.0.0.1:8080"),
                Map.entry("chartseal.witnesses.threshold", "1"),
                Map.entry("spring.datasource.url", "jdbc:h2:mem:x"),
                Map.entry("chartseal.keys.store-url", settings.get("spring.datasource.url")))) {
            Map<String, String> changed = new HashMap<>(settings);
            changed.put(other.getKey(), other.getValue());
            assertThatThrownBy(() -> TestServer.own("refused", changed)).hasStackTraceContaining(other.getKey() + " (");
        }
    }
}
