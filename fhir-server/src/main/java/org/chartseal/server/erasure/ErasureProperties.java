package org.chartseal.server.erasure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Erasing patients.
 *
 * @param grace how long an erasure waits for writes that began before it, before it destroys the key. Default 5s, since
 *     0.1
 * @param keyBackupRetention how long backups of the key store are kept: so long can a backup still open what was erased.
 *     Default 30d, since 0.1
 * @param indexRotationWithin how long after an erasure the search index's key is rotated at the latest, with which the values
 *     go that only the erased patient had; 0 for never by itself. Default 7d, since 0.2
 */
@ConfigurationProperties("chartseal.erasure")
public record ErasureProperties(
        @DefaultValue("5s") Duration grace,
        @DefaultValue("30d") Duration keyBackupRetention,
        @DefaultValue("7d") Duration indexRotationWithin) {

    /** @throws IllegalArgumentException if a value is out of its range */
    public ErasureProperties {
        if (grace.isNegative() || grace.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("Expected chartseal.erasure.grace from 0s to 10m, found " + grace);
        }
        if (keyBackupRetention.isNegative()) {
            throw new IllegalArgumentException(
                    "Expected chartseal.erasure.key-backup-retention of 0s or more, found " + keyBackupRetention);
        }
        if (indexRotationWithin.isNegative()) {
            throw new IllegalArgumentException(
                    "Expected chartseal.erasure.index-rotation-within of 0s or more, found " + indexRotationWithin);
        }
    }
}
