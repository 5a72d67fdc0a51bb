package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.server.campaign.FhirClient.Answer;

/** An officer who rotates keys without end, the one kind after the other. */
final class Rotations implements Runnable {
    private static final int MOST_PAUSE_MS = 200;

    private final FhirClient officer;
    private final Availability availability;
    private final Acknowledgements acknowledgements;
    private final Random random;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger dataDone = new AtomicInteger();
    private final AtomicInteger indexDone = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile Kind inFlight = Kind.NONE;
    private volatile Kind wanted = Kind.NONE;
    private volatile boolean onDemand;

    Rotations(FhirClient officer, Availability availability, Acknowledgements acknowledgements, Random random) {
        this.officer = officer;
        this.availability = availability;
        this.acknowledgements = acknowledgements;
        this.random = random;
    }

    /** What is being rotated. */
    enum Kind {
        NONE("none"),
        EPOCH("epoch"),
        KEY_ENCRYPTION_KEY("key-encryption-key"),
        /** Everybody's data keys: asked for, and waited for. */
        DATA("data"),
        /** The search index's key: begun, and waited for. */
        INDEX("index");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    int done() {
        return done.get();
    }

    /** How many of them were of data keys. */
    int dataDone() {
        return dataDone.get();
    }

    /** How many of them were of the index's key. */
    int indexDone() {
        return indexDone.get();
    }

    int unanswered() {
        return unanswered.get();
    }

    Kind inFlight() {
        return inFlight;
    }

    void awaitDone(int atLeast) throws InterruptedException {
        while (done.get() < atLeast) {
            Thread.sleep(100);
        }
    }

    /** From now on only short rotations are begun unasked. */
    void onDemand() {
        onDemand = true;
    }

    /** Waits until a rotation of this kind is under way; once on demand it is begun, whatever else goes on. */
    void await(Kind kind) throws InterruptedException {
        wanted = kind;
        while (inFlight != kind) {
            Thread.sleep(1);
        }
    }

    @Override
    public void run() {
        List<Kind> kinds = List.of(Kind.EPOCH, Kind.KEY_ENCRYPTION_KEY, Kind.DATA, Kind.EPOCH, Kind.INDEX);
        try {
            for (int i = 0; !availability.ended(); i++) {
                Kind next = onDemand ? demanded(i) : kinds.get(i % kinds.size());
                rotate(next);
                Thread.sleep(random.nextInt(MOST_PAUSE_MS));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Kind demanded(int i) {
        Kind next = wanted;
        wanted = Kind.NONE;
        return next != Kind.NONE ? next : i % 2 == 0 ? Kind.EPOCH : Kind.KEY_ENCRYPTION_KEY;
    }

    /** Whether to leave a rotation to itself: the server goes on with it. */
    private boolean isElsewhere(Kind kind) {
        return onDemand && wanted != Kind.NONE && wanted != kind;
    }

    private void rotate(Kind kind) throws InterruptedException {
        inFlight = kind;
        try {
            Answer answer = ask(kind, "");
            while (answer.status() == 202 && !availability.ended() && !isElsewhere(kind)) {
                String id = answer.json().at("/parameter/0/valueString").asText();
                Thread.sleep(50);
                answer = ask(
                        kind,
                        kind == Kind.INDEX
                                ? ",{\"name\":\"begin\",\"valueBoolean\":false}"
                                : ",{\"name\":\"rotation\",\"valueString\":\"" + id + "\"}");
            }
            inFlight = Kind.NONE;
            if (answer.status() == 200) {
                done.incrementAndGet();
                if (kind == Kind.DATA) {
                    dataDone.incrementAndGet();
                } else if (kind == Kind.INDEX) {
                    indexDone.incrementAndGet();
                }
            } else if (answer.status() != 401 && answer.status() != 202) {
                acknowledgements.anomaly("a rotation was answered " + answer.excerpt());
            }
        } catch (IOException killed) {
            inFlight = Kind.NONE;
            unanswered.incrementAndGet();
            availability.awaitUp();
        }
    }

    /** Whether a rotation of the index's key is still under way. */
    boolean indexUnderWay() throws IOException, InterruptedException {
        Answer answer = ask(Kind.INDEX, ",{\"name\":\"begin\",\"valueBoolean\":false}");
        if (answer.status() == 401) {
            answer = ask(Kind.INDEX, ",{\"name\":\"begin\",\"valueBoolean\":false}");
        }
        if (answer.status() != 200 && answer.status() != 202) {
            throw new IOException("the state of a rotation was answered " + answer.excerpt());
        }
        return answer.status() == 202;
    }

    private Answer ask(Kind kind, String further) throws IOException, InterruptedException {
        String body = "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"kind\",\"valueCode\":\"" + kind.code
                + "\"}" + further + "]}";
        return officer.send("POST", "/fhir/$rotate-keys", body.getBytes(StandardCharsets.UTF_8));
    }
}
