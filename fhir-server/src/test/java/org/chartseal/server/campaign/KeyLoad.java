package org.chartseal.server.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Clients that write, read and search, and an officer who rotates keys, all at once. */
final class KeyLoad {
    private static final Set<Integer> GOOD = Set.of(200, 201, 204, 401);

    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final Availability availability = new Availability();
    private final List<FhirClient> clients = new ArrayList<>();
    private final List<ReadingClient> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private static final long PACE_MS = 100;

    private final Rotations rotations;

    /** Begins at once: with the officer, so many clients that write, and as many that read and search. */
    KeyLoad(ServerProcess server, int pairs, Random random) throws IOException, InterruptedException {
        FhirClient backend = server.client("backend");
        rotations =
                new Rotations(server.client("officer"), availability, acknowledgements, new Random(random.nextLong()));
        threads.add(new Thread(rotations, "rotations"));
        for (int i = 0; i < pairs; i++) {
            ObservationClient.createPatient(backend, acknowledgements, i);
            FhirClient writing = server.client("backend");
            FhirClient reading = server.client("backend");
            clients.addAll(List.of(writing, reading));
            ReadingClient reader =
                    new ReadingClient(reading, availability, acknowledgements, new Random(random.nextLong()), i);
            readers.add(reader);
            threads.add(new Thread(reader, "reading-" + i));
            threads.add(new Thread(
                    new ObservationClient(writing, availability, acknowledgements, new Random(random.nextLong()), i),
                    "writing-" + i));
        }
        availability.up();
        threads.forEach(Thread::start);
    }

    /** Lighter, and rotations as they are asked for: what is killed is to be where the campaign wants it. */
    void forKills() {
        availability.pace(PACE_MS);
        rotations.onDemand();
    }

    void up() {
        availability.up();
    }

    void down() {
        availability.down();
    }

    void end() throws InterruptedException {
        availability.end();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    Rotations rotations() {
        return rotations;
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    Map<Integer, Long> statuses() {
        Map<Integer, Long> all = new TreeMap<>();
        clients.forEach(client -> client.statuses().forEach((status, count) -> all.merge(status, count, Long::sum)));
        return all;
    }

    long answered() {
        return statuses().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Answers that no client asked for: a 410 is one unless it showed that a delete without an answer was done. */
    long failed() {
        return statuses().entrySet().stream()
                        .filter(status -> !GOOD.contains(status.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                - acknowledgements.readsOfDeleted();
    }

    /** Requests without an answer. */
    long unanswered() {
        return acknowledgements.unknownButStored()
                + acknowledgements.unknownAndAbsent()
                + readers.stream().mapToLong(ReadingClient::unanswered).sum();
    }
}
