package org.chartseal.server.integrity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The integrity log.
 *
 * @param origin the log's name in checkpoints and leaves (C2SP tlog-checkpoint), final once the first leaf exists; no
 *     spaces, quotes or plus signs. Default: chartseal-evaluation/ and eight random digits, kept with the log, since 0.1
 * @param interval pause between two runs of the sequencer. Default 1s, since 0.1
 * @param batchSize most versions sequenced in one run, 1 to 100000. Default 5000 versions, since 0.1
 */
@ConfigurationProperties("chartseal.log")
public record LogProperties(
        @Nullable String origin, @DefaultValue("1s") Duration interval, @DefaultValue("5000") int batchSize) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public LogProperties {
        if (batchSize < 1 || batchSize > 100_000) {
            throw new IllegalArgumentException(
                    "Expected chartseal.log.batch-size between 1 and 100000, found " + batchSize);
        }
        if (origin != null && !origin.matches("[\\x21-\\x7e&&[^\"\\\\+]]{1,200}")) {
            throw new IllegalArgumentException(
                    "Expected chartseal.log.origin of 1 to 200 printable characters without quote, backslash or plus");
        }
    }
}
