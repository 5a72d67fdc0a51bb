package org.chartseal.server.indexrotation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chartseal.server.keys.BackgroundRotation;

/** What the officer asks for and is told of the rotation of the index's key. */
final class IndexKeyRotation implements BackgroundRotation {
    private final IndexRotation rotation;
    private final IndexRotationStore store;
    private final IndexRotationSchedule schedule;

    IndexKeyRotation(IndexRotation rotation, IndexRotationStore store, IndexRotationSchedule schedule) {
        this.rotation = rotation;
        this.store = store;
        this.schedule = schedule;
    }

    @Override
    public String kind() {
        return "index";
    }

    @Override
    public void begin() {
        rotation.begin();
    }

    @Override
    public Optional<Instant> began() {
        long began = store.load().began();
        return began == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(began));
    }

    @Override
    public Status status() {
        RotationState now = store.load();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("state", now.phase().name().toLowerCase(Locale.ROOT));
        details.put("generation", Integer.toString(now.generation()));
        details.put("resources", Long.toString(now.resources()));
        if (now.underWay()) {
            schedule.problem().ifPresent(problem -> details.put("problem", problem));
        }
        return new Status(now.underWay(), details);
    }
}
