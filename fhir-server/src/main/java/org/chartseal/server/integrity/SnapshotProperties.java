package org.chartseal.server.integrity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Maps of the log's newest heads, by which a patient's file is proven whole. Each keeps 72 bytes a resource and a patient,
 * and none is made while nothing changed.
 *
 * @param interval longest time from a change to the map that has it. Default 1h, since 0.2
 * @param leaves most leaves from one map to the next. Default 100000 leaves, since 0.2
 */
@ConfigurationProperties("chartseal.log.snapshot")
public record SnapshotProperties(@DefaultValue("1h") Duration interval, @DefaultValue("100000") long leaves) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public SnapshotProperties {
        if (leaves < 1) {
            throw new IllegalArgumentException("Expected chartseal.log.snapshot.leaves from 1, found " + leaves);
        }
    }
}
