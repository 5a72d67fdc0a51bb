package org.chartseal.consent.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time from start to end.
 *
 * @param start first instant inside, null for open
 * @param end first instant outside, null for open
 */
public record Validity(@Nullable Instant start, @Nullable Instant end) {
    /** Always. */
    public static final Validity ALWAYS = new Validity(null, null);

    /** Whether an instant lies inside. */
    public boolean contains(Instant instant) {
        return (start == null || !instant.isBefore(start)) && (end == null || instant.isBefore(end));
    }
}
