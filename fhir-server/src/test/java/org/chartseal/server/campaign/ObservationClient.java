package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chartseal.server.campaign.FhirClient.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Creates, updates and deletes Observations of its own, one after the other. What it was not told it finds out after
 * the restart: a write is there whole or not at all, and nothing it was told before may have gone.
 */
final class ObservationClient implements Runnable {
    static final String SYSTEM = "urn:chartseal:campaign";
    static final String FAMILY = "Campaign";

    private final FhirClient client;
    private final Availability availability;
    private final Acknowledgements acknowledgements;
    private final Random random;
    private final int number;
    private final List<Known> known = new ArrayList<>();
    private int created;

    ObservationClient(
            FhirClient client,
            Availability availability,
            Acknowledgements acknowledgements,
            Random random,
            int number) {
        this.client = client;
        this.availability = availability;
        this.acknowledgements = acknowledgements;
        this.random = random;
        this.number = number;
    }

    /** One of its resources and the newest version it knows of. */
    private record Known(String id, String key, long version) {}

    static String patient(int number) {
        return "campaign-" + number;
    }

    /** Stores the patient whom the client of this number writes about. */
    static void createPatient(FhirClient backend, Acknowledgements acknowledgements, int number)
            throws IOException, InterruptedException {
        String id = patient(number);
        byte[] body = ("{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"family\":\"" + FAMILY
                        + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        Answer answer = backend.send("PUT", "/fhir/Patient/" + id, body);
        if (answer.status() != 201) {
            throw new IOException("Expected to store a patient, found " + answer.excerpt());
        }
        acknowledgements.acknowledge("Patient/" + id, 1, Fingerprint.of(Fingerprint.parse(body)));
    }

    @Override
    public void run() {
        try {
            while (!availability.ended()) {
                availability.rest();
                int choice = random.nextInt(10);
                if (known.isEmpty() || choice < 5) {
                    create();
                } else if (choice < 8) {
                    update(known.get(random.nextInt(known.size())));
                } else {
                    delete(known.get(random.nextInt(known.size())));
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void create() throws InterruptedException {
        String key = number + "-" + created++;
        ObjectNode body = body(key, null);
        try {
            Answer answer = client.send("POST", "/fhir/Observation", bytes(body));
            if (answer.status() == 201) {
                JsonNode stored = answer.json();
                adopt(stored, key, body);
            } else {
                refused("create", answer);
            }
        } catch (IOException unknown) {
            JsonNode found = search(key);
            acknowledgements.unknownOutcome(found != null);
            if (found != null) {
                adopt(found, key, body);
            }
        }
    }

    private void adopt(JsonNode stored, String key, JsonNode body) {
        String id = stored.path("id").asText();
        long version = stored.path("meta").path("versionId").asLong();
        acknowledgements.acknowledge("Observation/" + id, version, Fingerprint.of(body));
        known.add(new Known(id, key, version));
    }

    private void update(Known before) throws InterruptedException {
        ObjectNode body = body(before.key(), before.id());
        Known after = new Known(before.id(), before.key(), before.version() + 1);
        try {
            Answer answer = client.send("PUT", "/fhir/Observation/" + before.id(), bytes(body));
            if (answer.status() != 200) {
                refused("update", answer);
                return;
            }
        } catch (IOException unknown) {
            Answer now = read(before.id());
            long version = now.status() == 200 ? version(now) : -1;
            if (version != before.version() && version != after.version()) {
                acknowledgements.anomaly("after an update of version " + before.version() + " of Observation/"
                        + before.id() + " a read says " + now.status() + ", version " + version);
            }
            acknowledgements.unknownOutcome(version == after.version());
            if (version != after.version()) {
                return;
            }
        }
        acknowledgements.acknowledge("Observation/" + after.id(), after.version(), Fingerprint.of(body));
        known.set(known.indexOf(before), after);
    }

    private void delete(Known before) throws InterruptedException {
        try {
            Answer answer = client.send("DELETE", "/fhir/Observation/" + before.id(), null);
            if (answer.status() != 200 && answer.status() != 204) {
                refused("delete", answer);
                return;
            }
        } catch (IOException unknown) {
            Answer now = read(before.id());
            acknowledgements.unknownOutcome(now.status() == 410);
            if (now.status() == 410) {
                acknowledgements.foundDeleted();
            } else {
                if (now.status() != 200 || version(now) != before.version()) {
                    acknowledgements.anomaly("after a delete Observation/" + before.id() + " reads " + now.status());
                }
                return;
            }
        }
        acknowledgements.acknowledge("Observation/" + before.id(), before.version() + 1, null);
        known.remove(before);
    }

    private void refused(String what, Answer answer) {
        if (answer.status() != 401) {
            acknowledgements.anomaly(what + " was answered " + answer.excerpt());
        }
    }

    private Answer read(String id) throws InterruptedException {
        while (true) {
            availability.awaitUp();
            try {
                Answer answer = client.get("/fhir/Observation/" + id);
                if (answer.status() != 401) {
                    return answer;
                }
            } catch (IOException downAgain) {
                client.renew();
            }
        }
    }

    private static long version(Answer answer) {
        try {
            return answer.json().path("meta").path("versionId").asLong();
        } catch (IOException unreadable) {
            return -1;
        }
    }

    private @Nullable JsonNode search(String key) throws InterruptedException {
        while (true) {
            availability.awaitUp();
            try {
                Answer answer = client.get("/fhir/Observation?identifier=" + FhirClient.encode(SYSTEM + "|" + key));
                if (answer.status() == 200) {
                    JsonNode entries = answer.json().path("entry");
                    if (entries.size() > 1) {
                        acknowledgements.anomaly("Observation " + key + " is there " + entries.size() + " times");
                    }
                    return entries.isEmpty() ? null : entries.path(0).path("resource");
                }
            } catch (IOException downAgain) {
                client.renew();
            }
        }
    }

    private ObjectNode body(String key, @Nullable String id) {
        ObjectNode body = Fingerprint.JSON.createObjectNode();
        body.put("resourceType", "Observation");
        if (id != null) {
            body.put("id", id);
        }
        body.putArray("identifier").addObject().put("system", SYSTEM).put("value", key);
        body.put("status", "final");
        body.putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "http://loinc.org")
                .put("code", "8867-4")
                .put("display", "Heart rate");
        body.putObject("subject").put("reference", "Patient/" + patient(number));
        body.put("effectiveDateTime", "2026-01-01T10:00:00Z");
        body.putObject("valueQuantity")
                .put("value", new java.math.BigDecimal(random.nextInt(1_000_000)).movePointLeft(3))
                .put("unit", "/min")
                .put("system", "http://unitsofmeasure.org")
                .put("code", "/min");
        return body;
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
