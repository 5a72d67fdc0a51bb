package org.chartseal.server.integrity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Leaves that say nothing but that the log is alive. Each leads to an anchor of its own where nothing else happened.
 *
 * @param interval longest time without a leaf, 0 for no ticks. Default 24h, since 0.2
 * @param padding whether a tick comes at every interval, whatever else is logged, so that an idle time does not show.
 *     Default false, since 0.2
 */
@ConfigurationProperties("chartseal.log.tick")
public record TickProperties(@DefaultValue("24h") Duration interval, @DefaultValue("false") boolean padding) {

    /** @throws IllegalArgumentException if the interval is negative */
    public TickProperties {
        if (interval.isNegative()) {
            throw new IllegalArgumentException("Expected chartseal.log.tick.interval from 0, found " + interval);
        }
    }
}
