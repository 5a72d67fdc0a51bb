package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in the database, without the keys. Index columns are not blinded in this version and are listed here. */
final class AtRestIT {
    private final TestServer server = TestServer.h2();

    @Test
    void noBodyNoNoteAndNoHashIsReadable() throws IOException {
        String patient = server.create(
                "Patient",
                "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"Qwertzmann\"}],\"address\":[{\"line\":[\"Geheimweg"
                        + " 7\"]}],\"telecom\":[{\"system\":\"phone\",\"value\":\"555-8391\"}]}");
        server.create(
                "Observation",
                TestServer.observation(patient, "pulse")
                        .replace("\"status\":", "\"note\":[{\"text\":\"note Zauberwort\"}],\"status\":"));
        server.create(
                "Binary", "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"WmF1YmVyd29ydA==\"}");
        for (Map<String, Object> row : server.jdbc().queryForList("select RES_TEXT, RES_TEXT_VC from HFJ_RES_VER")) {
            assertThat(row.get("RES_TEXT")).isNull();
            assertThat(String.valueOf(row.get("RES_TEXT_VC"))).startsWith("cs1:");
        }
        List<String> script = server.jdbc().queryForList("SCRIPT", String.class);
        for (String secret :
                new String[] {"Qwertzmann", "QWERTZMANN", "Geheimweg", "555-8391", "Zauberwort", "WmF1YmVy"}) {
            assertThat(script).noneMatch(line -> line.contains(secret));
        }
        try (Stream<Path> files = Files.walk(server.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(bytes)
                        .as(file.toString())
                        .doesNotContain("Zauberwort", "Qwertzmann", "QWERTZMANN", "Geheimweg", "555-8391");
            }
        }
    }

    @Test
    void secretsAreForTheirOwnerOnly() throws IOException {
        for (String name : new String[] {"backend.json", "clinician.json", "officer.json", "keystore-passphrase"}) {
            assertThat(Files.getPosixFilePermissions(server.secrets().resolve(name)))
                    .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
    }
}
