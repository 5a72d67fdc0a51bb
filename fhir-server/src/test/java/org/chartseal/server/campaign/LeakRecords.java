package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which records a leak campaign loads.
 *
 * @param full whether PostgreSQL is looked through too
 * @param bundles in the order to be loaded
 * @param from what they are
 */
record LeakRecords(boolean full, List<Path> bundles, String from) {
    /** From the system properties {@code campaign.scale} and {@code synthea.dir}; without the latter, invented ones. */
    static LeakRecords fromProperties(Path scratch) throws IOException {
        boolean full = System.getProperty("campaign.scale", "full").equals("full");
        Path synthea = Path.of(System.getProperty("synthea.dir", "."));
        Path list = synthea.resolve(full ? "medium.txt" : "small.txt");
        if (Files.exists(list)) {
            List<Path> bundles = new ArrayList<>();
            try (Stream<Path> files = Files.list(synthea)) {
                files.filter(file -> file.getFileName().toString().matches("(hospital|practitioner)Information.*"))
                        .sorted()
                        .forEach(bundles::add);
            }
            Files.readAllLines(list).stream()
                    .filter(line -> !line.isBlank())
                    .map(synthea::resolve)
                    .sorted((a, b) ->
                            Long.compare(a.toFile().length(), b.toFile().length()))
                    .limit(full ? Long.MAX_VALUE : 2)
                    .forEach(bundles::add);
            return new LeakRecords(full, bundles, "Synthea");
        }
        Path invented = scratch.resolve("invented");
        new InventedPatients().write(invented, full ? 400 : 40);
        try (Stream<Path> files = Files.list(invented)) {
            return new LeakRecords(full, files.sorted().toList(), "invented");
        }
    }
}
