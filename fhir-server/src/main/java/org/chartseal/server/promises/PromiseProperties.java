package org.chartseal.server.promises;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The promise that the answer to a write carries.
 *
 * @param within how long after a write its leaf is promised at the latest; longer than the sequencer may ever be down, for a
 *     promise that is not kept is evidence against the server. Default 24h, since 0.2
 */
@ConfigurationProperties("chartseal.log.promise")
public record PromiseProperties(@DefaultValue("24h") Duration within) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public PromiseProperties {
        if (within.compareTo(Duration.ofMinutes(1)) < 0 || within.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(
                    "Expected chartseal.log.promise.within from 1m to 365d, found " + within);
        }
    }
}
