package org.chartseal.server.keys;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Puts a new key in an old one's place while requests go on, however long that takes; a crash delays it only. */
public interface BackgroundRotation {
    /** What {@code $rotate-keys} calls this kind of key. */
    String kind();

    /** Begins, unless one is under way. */
    void begin();

    /**
     * How far it has come.
     *
     * @param underWay whether it is not finished
     * @param details names and values, none of them about patients
     */
    record Status(boolean underWay, Map<String, String> details) {}

    /** How far the newest rotation has come. */
    Status status();

    /** When the newest rotation began, empty if none ever did. */
    Optional<Instant> began();
}
