package org.chartseal.server.witness;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.MemberSignature;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Down while a checkpoint has waited too long for its witnesses; up again by itself when they signed. */
final class WitnessHealth implements HealthIndicator {
    private final WitnessTable table;
    private final CollectedEndorsements endorsements;
    private final WitnessProperties properties;
    private final Clock clock;

    WitnessHealth(WitnessTable table, CollectedEndorsements endorsements, WitnessProperties properties, Clock clock) {
        this.table = table;
        this.endorsements = endorsements;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Optional<WantedCheckpoint> wanted = table.wanted();
        if (wanted.isEmpty()) {
            return Health.up().build();
        }
        List<MemberSignature> good = table
                .signatures(wanted.get().treeSize(), wanted.get().rules().epoch())
                .stream()
                .filter(signature -> CollectedEndorsements.isGood(wanted.get(), signature))
                .toList();
        Duration waited = Duration.between(wanted.get().since(), clock.instant());
        boolean late = waited.compareTo(properties.lateAfter()) > 0
                && good.size() < wanted.get().rules().threshold();
        return (late ? Health.down() : Health.up())
                .withDetail("waiting-seconds", waited.toSeconds())
                .withDetail("signed", good.size())
                .withDetail("threshold", wanted.get().rules().threshold())
                .withDetail("missing", endorsements.missing(wanted.get().rules(), good))
                .build();
    }
}
