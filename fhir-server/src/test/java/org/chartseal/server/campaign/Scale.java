package org.chartseal.server.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * How much a crash campaign does, and on what.
 *
 * @param kills kills while the server serves or restarts
 * @param firstStartKills kills while the server starts for the very first time
 * @param patients patient bundles loaded, at most those of the manifest
 * @param clients threads that write single resources
 * @param seed decides every random choice of the campaign
 * @param synthea directory of the Synthea bundles
 */
record Scale(int kills, int firstStartKills, int patients, int clients, long seed, Path synthea) {
    /** From the system properties {@code campaign.scale}, {@code campaign.seed} and {@code synthea.dir}. */
    static Scale fromProperties() {
        String scale = System.getProperty("campaign.scale", "full");
        String seed = System.getProperty("campaign.seed", "");
        long number = seed.isBlank() ? new Random().nextInt(1_000_000_000) : Long.parseLong(seed);
        Path synthea = Path.of(System.getProperty("synthea.dir", "../../shared/data/synthea"));
        return switch (scale) {
            case "full" -> new Scale(20, 2, Integer.MAX_VALUE, 3, number, synthea);
            case "small" -> new Scale(3, 1, 2, 2, number, synthea);
            default -> throw new IllegalArgumentException("Expected campaign.scale small or full, found " + scale);
        };
    }

    /** Bundles that the patients refer to. */
    List<Path> foundations() throws IOException {
        try (var files = Files.list(synthea)) {
            return files.filter(file -> file.getFileName().toString().matches("(hospital|practitioner)Information.*"))
                    .sorted()
                    .toList();
        }
    }

    /** Bundles of one patient each, smallest first where not all are taken. */
    List<Path> patientBundles() throws IOException {
        List<Path> all = Files.readAllLines(synthea.resolve("small.txt")).stream()
                .filter(line -> !line.isBlank())
                .map(synthea::resolve)
                .toList();
        if (all.size() <= patients) {
            return all;
        }
        return all.stream()
                .sorted((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                .limit(patients)
                .toList();
    }
}
