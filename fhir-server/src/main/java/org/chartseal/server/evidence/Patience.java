package org.chartseal.server.evidence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When to try again what failed: after a second, then each time after twice as long, up to ten minutes. */
final class Patience {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<Object, Pause> pauses = new HashMap<>();

    private record Pause(Duration length, Instant until) {}

    Patience(Clock clock) {
        this.clock = clock;
    }

    /** Whether it may be tried now. */
    boolean due(Object what) {
        Pause pause = pauses.get(what);
        return pause == null || !clock.instant().isBefore(pause.until());
    }

    /** It failed. */
    void failed(Object what) {
        Pause before = pauses.get(what);
        Duration next = before == null ? FIRST : before.length().multipliedBy(2);
        Duration length = next.compareTo(LONGEST) > 0 ? LONGEST : next;
        pauses.put(what, new Pause(length, clock.instant().plus(length)));
    }

    /** It succeeded, or is no longer wanted. */
    void done(Object what) {
        pauses.remove(what);
    }

    /** How many things failed and were not done since. */
    int waiting() {
        return pauses.size();
    }
}
