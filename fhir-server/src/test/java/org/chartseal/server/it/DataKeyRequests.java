package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.chartseal.server.it.TestServer.Answer;
import org.jspecify.annotations.Nullable;

/** The officer's requests for fresh data keys. */
final class DataKeyRequests {
    private final TestServer server;

    DataKeyRequests(TestServer server) {
        this.server = server;
    }

    /** Rotates one patient's, or everybody's, from beginning to end. */
    JsonNode rotate(@Nullable String patient) {
        Answer asked = ask(patient);
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        return await(asked.json().at("/parameter/0/valueString").asText());
    }

    /** Asks for one patient's, or everybody's. */
    Answer ask(@Nullable String patient) {
        return server.post(
                "officer",
                "/fhir/$rotate-keys",
                parameters("{\"name\":\"kind\",\"valueCode\":\"data\"}"
                        + (patient == null
                                ? ""
                                : ",{\"name\":\"patient\",\"valueString\":\"Patient/" + patient + "\"}")));
    }

    /** Follows it to its end. */
    JsonNode await(String id) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            Answer answer = server.post(
                    "officer",
                    "/fhir/$rotate-keys",
                    parameters("{\"name\":\"kind\",\"valueCode\":\"data\"},{\"name\":\"rotation\","
                            + "\"valueString\":\"" + id + "\"}"));
            assertThat(answer.status()).as(answer.body()).isBetween(200, 202);
            if (answer.status() == 200) {
                return answer.json();
            }
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
    }

    static String parameters(String parameters) {
        return "{\"resourceType\":\"Parameters\",\"parameter\":[" + parameters + "]}";
    }
}
