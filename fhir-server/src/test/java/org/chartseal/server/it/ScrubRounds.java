package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** An officer who has rounds of the scrub run, and reads what they found. */
final class ScrubRounds {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NOW =
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"now\",\"valueBoolean\":true}]}";

    private final TestServer server;

    ScrubRounds(TestServer server) {
        this.server = server;
    }

    /** Has one run from its beginning to its end, and returns what is open then. */
    Set<String> findings() {
        // One that is under way may have passed the rows that are meant.
        await();
        ask();
        return findings(await());
    }

    void ask() {
        TestServer.Answer asked = server.post("officer", "/fhir/$scrub", NOW);
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
    }

    /** Waits until none is under way, nor asked for. */
    JsonNode await() {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            TestServer.Answer answer = server.get("officer", "/fhir/$scrub");
            if (answer.status() == 200) {
                return answer.json();
            }
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(Instant.now()).as("the round ends: " + answer.body()).isBefore(deadline);
            pause();
        }
    }

    /** The value of a parameter, empty text if there is none. */
    String state(String name) {
        for (JsonNode parameter : server.get("officer", "/fhir/$scrub").json().get("parameter")) {
            if (parameter.get("name").asText().equals(name)) {
                return value(parameter);
            }
        }
        return "";
    }

    /** Kind, table, resource and parameter of each; a leaf's number where no resource is known. */
    private static Set<String> findings(JsonNode answer) {
        Set<String> findings = new TreeSet<>();
        for (JsonNode parameter : answer.get("parameter")) {
            if (parameter.get("name").asText().equals("finding")) {
                String row = part(parameter, "row");
                findings.add(String.join(
                        " ",
                        part(parameter, "kind"),
                        part(parameter, "table"),
                        row.isEmpty() ? "leaf " + part(parameter, "leaf") : part(parameter, "type") + " " + row,
                        part(parameter, "version"),
                        part(parameter, "parameter")));
            }
        }
        return findings;
    }

    private static String part(JsonNode finding, String name) {
        for (JsonNode part : finding.get("part")) {
            if (part.get("name").asText().equals(name)) {
                return value(part);
            }
        }
        return "";
    }

    private static String value(JsonNode named) {
        for (String type : new String[] {"valueString", "valueCode", "valueInstant", "valueInteger", "valueBoolean"}) {
            if (named.has(type)) {
                return named.get(type).asText();
            }
        }
        return "";
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
