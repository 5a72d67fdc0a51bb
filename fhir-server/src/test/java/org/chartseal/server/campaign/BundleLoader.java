package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.server.campaign.Acknowledgements.Acknowledged;
import org.chartseal.server.campaign.FhirClient.Answer;

/**
 * Loads bundles. A transaction whose outcome is unknown is sent again only if its patient is not there: that it is
 * whole or absent is what the campaign then checks.
 */
final class BundleLoader implements Runnable {
    private final FhirClient client;
    private final Availability availability;
    private final Acknowledgements acknowledgements;
    private final List<Path> bundles;
    private final IntPredicate mayBegin;
    private int sent;

    /** @param mayBegin whether the bundle of this index may begin yet: spreads them over the kills */
    BundleLoader(
            FhirClient client,
            Availability availability,
            Acknowledgements acknowledgements,
            List<Path> bundles,
            IntPredicate mayBegin) {
        this.client = client;
        this.availability = availability;
        this.acknowledgements = acknowledgements;
        this.bundles = List.copyOf(bundles);
        this.mayBegin = mayBegin;
    }

    /** Transactions sent, counting those sent again. */
    int sent() {
        return sent;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < bundles.size(); i++) {
                while (!mayBegin.test(i)) {
                    Thread.sleep(200);
                }
                load(bundles.get(i));
                Progress.line("bundle " + (i + 1) + " of " + bundles.size() + " is stored");
            }
        } catch (IOException unreadable) {
            acknowledgements.anomaly("a bundle cannot be read: " + unreadable.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    void load(Path file) throws IOException, InterruptedException {
        byte[] body = Files.readAllBytes(file);
        JsonNode bundle = Fingerprint.parse(body);
        while (true) {
            availability.awaitUp();
            try {
                sent++;
                Answer answer = client.send("POST", "/fhir", body);
                if (answer.status() == 200) {
                    keep(bundle, answer.json());
                    return;
                }
                if (answer.status() != 401) {
                    acknowledgements.anomaly("a transaction was answered " + answer.excerpt());
                    return;
                }
            } catch (IOException unknown) {
                if (stored(bundle)) {
                    return;
                }
            }
        }
    }

    private boolean stored(JsonNode bundle) throws InterruptedException {
        String search = identifierSearch(bundle);
        while (true) {
            availability.awaitUp();
            try {
                int found = client.count(search);
                if (found > 1) {
                    acknowledgements.anomaly("a patient is there " + found + " times");
                }
                acknowledgements.unknownOutcome(found > 0);
                return found > 0;
            } catch (IOException downAgain) {
                client.renew();
            }
        }
    }

    static String identifierSearch(JsonNode bundle) {
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode resource = entry.path("resource");
            if (resource.path("resourceType").asText().equals("Patient")) {
                JsonNode identifier = resource.path("identifier").path(0);
                return "Patient?identifier="
                        + FhirClient.encode(identifier.path("system").asText() + "|"
                                + identifier.path("value").asText());
            }
        }
        throw new IllegalArgumentException("Expected a Patient in the bundle, found none");
    }

    private void keep(JsonNode bundle, JsonNode response) {
        List<Acknowledged> versions = new ArrayList<>();
        for (int i = 0; i < bundle.path("entry").size(); i++) {
            JsonNode result = response.path("entry").path(i).path("response");
            String[] location = result.path("location").asText().split("/_history/", 2);
            if (result.path("status").asText().startsWith("201") && location.length == 2) {
                String[] parts = location[0].split("/", -1);
                versions.add(new Acknowledged(
                        parts[parts.length - 2] + "/" + parts[parts.length - 1],
                        Long.parseLong(location[1]),
                        Fingerprint.of(bundle.path("entry").path(i).path("resource"))));
            } else if (!result.path("status").asText().startsWith("200")) {
                acknowledgements.anomaly("an entry was answered " + result);
            }
        }
        acknowledgements.acknowledgeAll(versions);
    }
}
