package org.chartseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the container files must hold to, as no container engine runs here. */
class ContainerFilesTest {
    private static final Path DOCKER = Path.of("..", "docker");
    private static final Set<String> DATABASE_IMAGES = Set.of("postgres:17");

    @ParameterizedTest
    @ValueSource(strings = {"compose.evaluation.yaml", "compose.postgresql.yaml"})
    void publishesOnLoopbackOnlyAndRunsWithoutPrivileges(String file) throws IOException {
        Map<String, Object> services = map(read(file).get("services"));
        assertThat(services).containsKey("chartseal");
        services.forEach((name, value) -> {
            Map<String, Object> service = map(value);
            assertThat(service).as(name).doesNotContainKeys("privileged", "network_mode", "cap_add", "devices");
            for (Object port : list(service.getOrDefault("ports", List.of()))) {
                assertThat(port.toString()).as(name).startsWith("127.0.0.1:");
            }
            if (!name.equals("chartseal")) {
                assertThat(service).as(name).doesNotContainKey("ports");
                assertThat(DATABASE_IMAGES).contains(service.get("image").toString());
            }
        });
        Map<String, Object> server = map(services.get("chartseal"));
        // Only where the port is published on loopback may an evaluation server bind more: never in the image itself.
        assertThat(map(server.get("environment"))).containsEntry("CHARTSEAL_EVALUATION_ALLOWNONLOOPBACK", "true");
        assertThat(Files.readString(DOCKER.resolve("entrypoint.sh")) + Files.readString(DOCKER.resolve("Dockerfile")))
                .doesNotContainIgnoringCase("nonloopback")
                .doesNotContainIgnoringCase("non-loopback");
        assertThat(list(server.get("cap_drop")).toString()).isEqualTo("[ALL]");
        assertThat(server.get("read_only")).isEqualTo(true);
        assertThat(list(server.get("volumes")).stream()
                        .map(volume -> volume.toString().replaceFirst("^[^:]*:", "")))
                .containsExactly("/chartseal/data", "/chartseal/keys", "/chartseal/secrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.evaluation.yaml", "compose.postgresql.yaml"})
    void declaresWhatItMountsAndJoinsAndNamesFilesThatExist(String file) throws IOException {
        Map<String, Object> compose = read(file);
        Map<String, Object> services = map(compose.get("services"));
        services.forEach((name, value) -> {
            Map<String, Object> service = map(value);
            for (Object volume : list(service.getOrDefault("volumes", List.of()))) {
                assertThat(map(compose.get("volumes")))
                        .as(name)
                        .containsKey(volume.toString().replaceFirst(":.*", ""));
            }
            for (Object network : list(service.getOrDefault("networks", List.of()))) {
                assertThat(map(compose.get("networks"))).as(name).containsKey(network.toString());
            }
            if (service.containsKey("depends_on")) {
                map(service.get("depends_on")).keySet().forEach(other -> assertThat(map(services.get(other)))
                        .as(other)
                        .containsKey("healthcheck"));
            }
        });
        Map<String, Object> build = map(map(services.get("chartseal")).get("build"));
        assertThat(DOCKER.resolve(build.get("context").toString())
                        .resolve(build.get("dockerfile").toString()))
                .isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.evaluation.yaml", "compose.postgresql.yaml"})
    void holdsNoPasswordOfItsOwn(String file) throws IOException {
        map(read(file).get("services")).forEach((name, value) -> map(map(value).getOrDefault("environment", Map.of()))
                .forEach((variable, text) -> {
                    if (variable.contains("PASSWORD")) {
                        assertThat(text.toString()).as(name).matches("\\$\\{[A-Z_]+:\\?[^}]+}");
                    }
                }));
    }

    @Test
    void imageCopiesWhatExistsAndRunsAsNobodyInParticular() throws IOException {
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        Matcher copied = Pattern.compile("docker/[a-z]+\\.sh").matcher(dockerfile);
        int scripts = 0;
        while (copied.find()) {
            assertThat(Path.of("..").resolve(copied.group())).isExecutable();
            assertThat(Files.readString(DOCKER.resolve("Dockerfile.dockerignore")))
                    .contains("!" + copied.group());
            scripts++;
        }
        assertThat(scripts).isEqualTo(2);
        assertThat(dockerfile.lines().filter(line -> line.startsWith("USER "))).containsExactly("USER 10001:10001");
        assertThat(dockerfile)
                .contains("HEALTHCHECK")
                .doesNotContain("PASSWORD")
                .doesNotContain("SECRET=");
    }

    private static Map<String, Object> read(String file) throws IOException {
        return map(new Yaml().load(Files.readString(DOCKER.resolve(file))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        assertThat(node).isInstanceOf(Map.class);
        return (Map<String, Object>) node;
    }

    private static List<?> list(Object node) {
        assertThat(node).isInstanceOf(List.class);
        return (List<?>) node;
    }
}
