package org.chartseal.server.keys;

import java.util.Objects;

/**
 * Holds a value that must never be printed: its text is {@code [REDACTED]} whatever it holds.
 *
 * @param <T> what is held
 */
public final class Secret<T> {
    private final T value;

    private Secret(T value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Wraps a value; the caller keeps no other reference to it. */
    public static <T> Secret<T> of(T value) {
        return new Secret<>(value);
    }

    /** The value itself. Call it where the value is used, not where it is passed on. */
    public T reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
