package org.chartseal.server.integrity;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log found wrong while this server ran: shown by the health endpoint, never repaired in silence. */
public final class LogIncidents {
    private static final Logger log = LoggerFactory.getLogger(LogIncidents.class);
    private static final int MOST = 1000;

    private final Collection<String> incidents = new ConcurrentSkipListSet<>();

    /** Records an incident once, in words that carry no patient data. */
    public void report(String incident) {
        if (incidents.size() < MOST && incidents.add(incident)) {
            log.error("Integrity incident: {}", incident);
        }
    }

    /** All incidents since start. */
    public List<String> all() {
        return List.copyOf(incidents);
    }
}
