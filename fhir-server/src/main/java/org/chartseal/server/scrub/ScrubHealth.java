package org.chartseal.server.scrub;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Down while a finding is open: until a round that begins after somebody has put things right does not make it again. */
final class ScrubHealth implements HealthIndicator {
    private final FindingStore findings;

    ScrubHealth(FindingStore findings) {
        this.findings = findings;
    }

    @Override
    public Health health() {
        long count = findings.count();
        return (count == 0 ? Health.up() : Health.down())
                .withDetail("findings", count)
                .build();
    }
}
