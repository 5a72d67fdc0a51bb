package org.chartseal.server.integrity;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Down as soon as the log found anything wrong, until somebody has looked and the server was started again. */
final class LogHealth implements HealthIndicator {
    private final LogIncidents incidents;

    LogHealth(LogIncidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public Health health() {
        int count = incidents.all().size();
        return (count == 0 ? Health.up() : Health.down())
                .withDetail("incidents", count)
                .build();
    }
}
