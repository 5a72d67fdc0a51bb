package org.chartseal.server.blindindex;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Rotating the search index's key.
 *
 * @param grace how long a rotation waits, before each of its steps, for other nodes to take note and for requests that
 *     began before to end: longer than any transaction takes. Default 1m, since 0.2
 * @param chunk how many resources are indexed anew in one transaction. Default 20, since 0.2
 * @param pause how long the rotation rests after each of these. Default 50ms, since 0.2
 */
@ConfigurationProperties("chartseal.index-rotation")
public record IndexRotationProperties(
        @DefaultValue("1m") Duration grace, @DefaultValue("20") int chunk, @DefaultValue("50ms") Duration pause) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public IndexRotationProperties {
        if (grace.toMillis() < 200 || grace.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "Expected chartseal.index-rotation.grace from 200ms to 1h, found " + grace);
        }
        if (chunk < 1 || chunk > 500) {
            throw new IllegalArgumentException("Expected chartseal.index-rotation.chunk from 1 to 500, found " + chunk);
        }
        if (pause.isNegative() || pause.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("Expected chartseal.index-rotation.pause from 0s to 1m, found " + pause);
        }
    }

    /** How often a node looks at the rotation's state. */
    public Duration lookEvery() {
        Duration often = grace.dividedBy(10);
        return often.compareTo(Duration.ofSeconds(1)) > 0 ? Duration.ofSeconds(1) : often;
    }

    /** How old a node's view of that state may be when a request begins. */
    public Duration oldestView() {
        Duration oldest = grace.dividedBy(3);
        return oldest.compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ofSeconds(10) : oldest;
    }
}
