package org.chartseal.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of configuration keys is generated; {@code -Dchartseal.docs.write=true} writes it anew. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("docs", "configuration.md");

    @Test
    void pageShowsEveryKeyAsTheRecordsDeclareIt() throws Exception {
        String page = page(ConfigurationKeys.all());
        if (Boolean.getBoolean("chartseal.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    @Test
    void documentedDefaultsAreTheBoundOnes() throws Exception {
        assertThat(ConfigurationKeys.all()).isNotEmpty().allSatisfy(key -> assertThat(key.defaultValue())
                .as(key.name())
                .contains(key.name().equals("chartseal.security.public-url") ? "http://127.0.0.1" : key.bound()));
    }

    private static String page(List<ConfigurationKeys.Key> keys) {
        StringBuilder page = new StringBuilder(
                """
                # Configuration

                Generated from the records that read these keys; a test compares. Set a key in an `application.yaml` in the
                working directory, as `--key=value` on the command line, or as an environment variable, in capitals, with
                dots as underscores and dashes left out (`CHARTSEAL_LOG_BATCHSIZE`). [operations.md](operations.md) says
                which ones a production server needs, and which of Spring Boot's own.

                | key | what it does | value | default | since |
                |---|---|---|---|---|
                """);
        keys.forEach(key -> page.append("| `%s` | %s | %s | %s | %s |%n"
                .formatted(key.name(), key.meaning(), key.type(), key.defaultValue(), key.since())
                .replace(System.lineSeparator(), "\n")));
        return page.toString();
    }
}
