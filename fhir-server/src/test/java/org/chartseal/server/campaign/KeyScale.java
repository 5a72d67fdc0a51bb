package org.chartseal.server.campaign;

import java.util.Random;

/**
 * How much a key campaign does.
 *
 * @param rotations rotations under load, of all four kinds
 * @param erasures erasures under load
 * @param rotationKills kills meant for the midst of a rotation
 * @param erasureKills kills meant for the midst of an erasure
 * @param clients threads that write, and as many that read and search
 * @param seed decides every random choice of the campaign
 */
record KeyScale(int rotations, int erasures, int rotationKills, int erasureKills, int clients, long seed) {
    /** From the system properties {@code campaign.scale} and {@code campaign.seed}. */
    static KeyScale fromProperties() {
        String scale = System.getProperty("campaign.scale", "full");
        String seed = System.getProperty("campaign.seed", "");
        long number = seed.isBlank() ? new Random().nextInt(1_000_000_000) : Long.parseLong(seed);
        return switch (scale) {
            case "full" -> new KeyScale(24, 4, 24, 30, 2, number);
            case "small" -> new KeyScale(20, 2, 3, 5, 2, number);
            default -> throw new IllegalArgumentException("Expected campaign.scale small or full, found " + scale);
        };
    }

    int kills() {
        return rotationKills + erasureKills;
    }
}
