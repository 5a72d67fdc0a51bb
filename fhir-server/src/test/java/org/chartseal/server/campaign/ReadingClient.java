package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.server.campaign.Acknowledgements.Acknowledged;
import org.chartseal.server.campaign.FhirClient.Answer;

/** Reads what was acknowledged, and searches for it, without end: each answer has to say what was acknowledged. */
final class ReadingClient implements Runnable {
    private final FhirClient client;
    private final Availability availability;
    private final Acknowledgements acknowledgements;
    private final Random random;
    private final String patient;
    private final AtomicInteger unanswered = new AtomicInteger();

    /** @param number of the client whose patient is searched for */
    ReadingClient(
            FhirClient client,
            Availability availability,
            Acknowledgements acknowledgements,
            Random random,
            int number) {
        this.client = client;
        this.availability = availability;
        this.acknowledgements = acknowledgements;
        this.random = random;
        this.patient = ObservationClient.patient(number);
    }

    int unanswered() {
        return unanswered.get();
    }

    @Override
    public void run() {
        try {
            while (!availability.ended()) {
                try {
                    if (random.nextInt(3) == 0) {
                        search();
                    } else {
                        read();
                    }
                } catch (IOException killed) {
                    unanswered.incrementAndGet();
                    client.renew();
                    availability.awaitUp();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException, InterruptedException {
        List<Acknowledged> all = acknowledgements.acknowledged();
        Acknowledged one = all.get(random.nextInt(all.size()));
        if (one.fingerprint() == null) {
            return;
        }
        String which = one.reference() + "/_history/" + one.version();
        Answer answer = client.get("/fhir/" + which);
        if (answer.status() != 401
                && (answer.status() != 200 || !Fingerprint.of(answer.json()).equals(one.fingerprint()))) {
            acknowledgements.anomaly("a read of " + which + " was answered " + answer.excerpt());
        }
    }

    private void search() throws IOException, InterruptedException {
        Answer answer = client.get("/fhir/Patient?family=" + ObservationClient.FAMILY + "&_id=" + patient);
        JsonNode entries = answer.status() == 200 ? answer.json().path("entry") : Fingerprint.JSON.createArrayNode();
        if (answer.status() != 401
                && (entries.size() != 1
                        || !entries.at("/0/resource/id").asText().equals(patient))) {
            acknowledgements.anomaly("a search for " + patient + " was answered " + answer.excerpt());
        }
    }
}
