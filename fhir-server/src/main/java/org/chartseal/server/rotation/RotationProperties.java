package org.chartseal.server.rotation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rotating data keys.
 *
 * @param subjects most subjects that change their keys together, 1 to 5000: the table of versions is gone through once for
 *     them all. Default 500 subjects, since 0.2
 * @param chunk most versions sealed again in one transaction, 1 to 10000. Default 100 versions, since 0.2
 * @param pause how long a rotation rests after each chunk. Default 20ms, since 0.2
 * @param grace how long an old key is kept at least after nothing is sealed to it any more, for whoever read a row just
 *     before. Default 5s, since 0.2
 */
@ConfigurationProperties("chartseal.rotation")
public record RotationProperties(
        @DefaultValue("500") int subjects,
        @DefaultValue("100") int chunk,
        @DefaultValue("20ms") Duration pause,
        @DefaultValue("5s") Duration grace) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public RotationProperties {
        between("subjects", subjects, 5_000);
        between("chunk", chunk, 10_000);
        upToTenMinutes("pause", pause);
        upToTenMinutes("grace", grace);
    }

    private static void between(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "Expected chartseal.rotation." + name + " between 1 and " + most + ", found " + value);
        }
    }

    private static void upToTenMinutes(String name, Duration value) {
        if (value.isNegative() || value.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "Expected chartseal.rotation." + name + " from 0s to 10m, found " + value);
        }
    }
}
