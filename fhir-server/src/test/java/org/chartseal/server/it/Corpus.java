package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Records as a hospital has them, where they are at hand. */
final class Corpus {
    private static final Path DIRECTORY = Path.of(System.getProperty("synthea.dir", "../../shared/data/synthea"));
    private static final String PATIENTS = "small.txt";

    private Corpus() {}

    /** The smallest patient's file, which has every type that records have; empty where there is no corpus. */
    static Optional<Path> onePatient() throws IOException {
        if (!Files.exists(DIRECTORY.resolve(PATIENTS))) {
            return Optional.empty();
        }
        return Files.readAllLines(DIRECTORY.resolve(PATIENTS)).stream()
                .filter(line -> !line.isBlank())
                .map(DIRECTORY::resolve)
                .min(Comparator.comparingLong(file -> file.toFile().length()));
    }

    /** Loads that patient, with the hospital and its staff before. */
    static void loadOnePatient(TestServer server) throws IOException {
        Optional<Path> patient = onePatient();
        if (patient.isEmpty()) {
            return;
        }
        List<Path> bundles = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            files.filter(file -> file.getFileName().toString().matches("(hospital|practitioner)Information.*"))
                    .sorted()
                    .forEach(bundles::add);
        }
        bundles.add(patient.get());
        for (Path bundle : bundles) {
            TestServer.Answer loaded = server.post("backend", "/fhir", Files.readString(bundle));
            assertThat(loaded.status()).as(bundle + ": " + loaded.body()).isEqualTo(200);
        }
    }
}
