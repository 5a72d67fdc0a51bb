package org.chartseal.server.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.chartseal.server.keys.KeyUnavailableException;

/** Erasures that do not get on: why, and when to look again, later each time. */
final class ErasureProblems {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<String, Problem> problems = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Problem(String why, Duration pause, Instant again) {}

    ErasureProblems(Clock clock) {
        this.clock = clock;
    }

    void met(String id, RuntimeException failure) {
        Problem before = problems.get(id);
        Duration pause = before == null ? FIRST : before.pause().multipliedBy(2);
        Duration capped = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        problems.put(id, new Problem(words(failure), capped, clock.instant().plus(capped)));
    }

    void solved(String id) {
        problems.remove(id);
    }

    /** Whether it is too early to look again. */
    boolean waits(String id) {
        Problem problem = problems.get(id);
        return problem != null && clock.instant().isBefore(problem.again());
    }

    Optional<String> of(String id) {
        return Optional.ofNullable(problems.get(id)).map(Problem::why);
    }

    /** Our own words only: others' may repeat data. */
    private static String words(RuntimeException failure) {
        return failure instanceof ForeignRecordException || failure instanceof UnauthorisedErasureException
                ? String.valueOf(failure.getMessage())
                : failure instanceof KeyUnavailableException
                        ? "A key is missing, and no tombstone says that it was erased"
                        : "The erasure met a failure: see the server's log";
    }
}
