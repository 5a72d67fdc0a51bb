package org.chartseal.server.scrub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Comparing what is stored with what it must be.
 *
 * @param enabled whether this node takes part. Default true, since 0.2
 * @param every how long after one round's end the next begins. Default 1d, since 0.2
 * @param chunk how many resources, versions or leaves are compared in one transaction. Default 20, since 0.2
 * @param pause how long the comparison rests after each of these. Default 100ms, since 0.2
 */
@ConfigurationProperties("chartseal.scrub")
record ScrubProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1d") Duration every,
        @DefaultValue("20") int chunk,
        @DefaultValue("100ms") Duration pause) {

    /** @throws IllegalArgumentException if a value is out of its range */
    ScrubProperties {
        if (every.toMillis() < 100 || every.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("Expected chartseal.scrub.every from 100ms to 365d, found " + every);
        }
        if (chunk < 1 || chunk > 500) {
            throw new IllegalArgumentException("Expected chartseal.scrub.chunk from 1 to 500, found " + chunk);
        }
        if (pause.isNegative() || pause.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("Expected chartseal.scrub.pause from 0s to 1m, found " + pause);
        }
    }
}
