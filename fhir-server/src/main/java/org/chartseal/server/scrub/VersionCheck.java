package org.chartseal.server.scrub;

import java.util.Optional;
import java.util.stream.Collectors;
import org.chartseal.server.integrity.LogComparison;

/** Every stored version is known to the log. */
final class VersionCheck implements Check {
    private final LogComparison log;

    VersionCheck(LogComparison log) {
        this.log = log;
    }

    @Override
    public long last() {
        return log.lastVersion();
    }

    @Override
    public Optional<Look> look(long after, long last, int most) {
        LogComparison.Look look = log.versions(after, last, most);
        return Optional.of(new Look(
                look.rows(),
                look.last(),
                look.rows() < most,
                look.flaws().stream().map(LeafCheck::finding).collect(Collectors.toSet())));
    }
}
