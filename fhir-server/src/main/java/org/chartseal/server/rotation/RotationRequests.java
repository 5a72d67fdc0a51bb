package org.chartseal.server.rotation;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.sealing.DataKeyRotations;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes requests for rotations, and tells how far they are. */
final class RotationRequests implements DataKeyRotations {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataKeyRotationStore store;
    private final DataKeyRotationSchedule schedule;
    private final SubjectSlots subjects;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RotationRequests(
            DataKeyRotationStore store,
            DataKeyRotationSchedule schedule,
            SubjectSlots subjects,
            TransactionTemplate transactions,
            Clock clock) {
        this.store = store;
        this.schedule = schedule;
        this.subjects = subjects;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Optional<Status> ask(@Nullable String patient, @Nullable Instant before, String client) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        byte[] name = null;
        if (patient != null) {
            String reference = "Patient/" + patient;
            if (subjects.slotsOf(List.of(reference)).isEmpty()) {
                return Optional.empty();
            }
            name = subjects.nameOf(reference);
        }
        byte[] whose = name;
        Optional<Rotation> same = store.unfinished().stream()
                .filter(rotation -> rotation.asks(whose, before))
                .findFirst();
        if (same.isPresent()) {
            return same.map(this::describe);
        }
        Rotation rotation = Rotation.requested(newId(), name, before, client, now);
        transactions.executeWithoutResult(status -> store.add(rotation));
        return Optional.of(describe(rotation));
    }

    @Override
    public Optional<Status> status(String id) {
        return store.byId(id).map(this::describe);
    }

    private Status describe(Rotation rotation) {
        Parameters answer = new Parameters();
        answer.addParameter("rotation", rotation.id());
        answer.addParameter("state", new CodeType(rotation.state().name().toLowerCase(Locale.ROOT)));
        answer.addParameter("requested", instant(rotation.requested()));
        answer.addParameter("subjects", new IntegerType(rotation.subjects()));
        answer.addParameter("rows", new IntegerType(rotation.rows()));
        schedule.problem(rotation.id()).ifPresent(problem -> answer.addParameter("problem", problem));
        return new Status(rotation.state() == Rotation.State.DONE, answer);
    }

    private static InstantType instant(Instant instant) {
        InstantType type = new InstantType(Date.from(instant));
        type.setTimeZoneZulu(true);
        return type;
    }

    private static String newId() {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
