package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;

/** What the log says of itself and of its keys: leaves of kinds 6 and 7. */
public final class LogEvents {
    private final EventRows rows;
    private final LogOrigin origin;
    private final Clock clock;

    LogEvents(EventRows rows, LogOrigin origin, Clock clock) {
        this.rows = rows;
        this.origin = origin;
        this.clock = clock;
    }

    /**
     * Logs what became of a key, in the current transaction.
     *
     * @param event a word such as {@code keys-rotated}
     * @param details names and values, none of them about patients
     */
    public void keys(String event, Map<String, String> details) {
        add(LeafKind.KEY_OR_CONFIGURATION, event, details);
    }

    /** Logs a sign of life. */
    void tick() {
        add(LeafKind.TICK, "tick", Map.of());
    }

    private void add(LeafKind kind, String event, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        all.put("event", event);
        byte[] json = Canonicalizer.canonicalizeObject(JsonText.of(all).getBytes(StandardCharsets.UTF_8));
        rows.add(LeafWrite.event(kind, origin.name(), clock.millis(), json), json);
    }
}
