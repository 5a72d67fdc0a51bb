package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.server.campaign.FhirClient.Answer;

/** A round of the scrub, and what it says of whom. */
final class ScrubRound {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final byte[] NOW = ("{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"now\","
                    + "\"valueBoolean\":true}]}")
            .getBytes(StandardCharsets.UTF_8);

    private final FhirClient officer;
    private final Set<String> named = new TreeSet<>();

    ScrubRound(FhirClient officer) {
        this.officer = officer;
    }

    /** Runs one from its beginning to its end. */
    void run() throws IOException, InterruptedException {
        await();
        Answer asked = officer.send("POST", "/fhir/$scrub", NOW);
        if (asked.status() != 202) {
            throw new IOException("Expected 202, found " + asked.excerpt());
        }
        for (JsonNode finding : await().path("parameter")) {
            if (finding.path("name").asText().equals("finding")) {
                named.add(part(finding, "kind") + " " + part(finding, "resource") + " " + part(finding, "parameter"));
            }
        }
    }

    private JsonNode await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Answer answer = officer.get("/fhir/$scrub");
            if (answer.status() == 200) {
                return answer.json();
            }
            if (answer.status() != 202) {
                throw new IOException("Expected 200 or 202, found " + answer.excerpt());
            }
            Thread.sleep(200);
        }
        throw new IOException("The round did not end within " + PATIENCE);
    }

    private static String part(JsonNode finding, String name) {
        for (JsonNode part : finding.path("part")) {
            if (part.path("name").asText().equals(name)) {
                return part.path(name.equals("kind") ? "valueCode" : "valueString")
                        .asText();
            }
        }
        return "";
    }

    int findings() {
        return named.size();
    }

    /** The resources, by type and id, of findings whose kind begins so. */
    Set<String> resources(String kind) {
        Set<String> resources = new TreeSet<>();
        for (String each : named) {
            if (each.startsWith(kind)) {
                resources.add(each.split(" ", -1)[1]);
            }
        }
        return resources;
    }
}
