package org.chartseal.server.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import org.chartseal.server.keys.BackgroundRotation;

/**
 * Has the search index's key rotated some time after an erasure, where nobody asked for it before: values that only the
 * erased patient had stay in the index's sealed dictionary until then, and go with the old key.
 */
final class ForgottenValues {
    static final String INDEX = "index";

    private final ErasureStore store;
    private final Supplier<Optional<BackgroundRotation>> index;
    private final Duration within;
    private final Clock clock;

    /**
     * @param index the rotation of the index's key, empty where nothing of the index is sealed
     * @param within how long after an erasure it begins at the latest; zero for never by itself
     */
    ForgottenValues(ErasureStore store, Supplier<Optional<BackgroundRotation>> index, Duration within, Clock clock) {
        this.store = store;
        this.index = index;
        this.within = within;
        this.clock = clock;
    }

    /** Begins a rotation if one is due. */
    void look() {
        if (within.isZero()) {
            return;
        }
        index.get().ifPresent(rotation -> store.finished().stream()
                .map(this::due)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .filter(due -> !due.isAfter(clock.instant()))
                .ifPresent(due -> rotation.begin()));
    }

    /** Until when a rotation begins for this erasure; empty if one did since, or if none begins by itself. */
    Optional<Instant> due(Erasure erasure) {
        Instant destroyed = erasure.destroyed();
        if (destroyed == null || within.isZero()) {
            return Optional.empty();
        }
        return index.get().filter(rotation -> !beganAfter(rotation, destroyed)).map(rotation -> destroyed.plus(within));
    }

    private static boolean beganAfter(BackgroundRotation rotation, Instant destroyed) {
        try {
            return rotation.began().filter(destroyed::isBefore).isPresent();
        } catch (IllegalStateException altered) {
            // Reported where it was read; an erasure is told of all the same.
            return false;
        }
    }

    /** How often to look. */
    Duration pause() {
        Duration often = within.dividedBy(100);
        Duration longest = Duration.ofMinutes(10);
        return often.compareTo(longest) > 0 || within.isZero() ? longest : often.plusMillis(100);
    }
}
