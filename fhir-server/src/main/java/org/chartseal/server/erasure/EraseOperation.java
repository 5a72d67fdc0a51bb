package org.chartseal.server.erasure;

import ca.uhn.fhir.i18n.Msg;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.security.Callers;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code Patient/[id]/$erase}, for the privacy officer. */
public final class EraseOperation {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ErasureStore store;
    private final SubjectSlots subjects;
    private final LegalHolds holds;
    private final ErasureSchedule schedule;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration keyBackupRetention;
    private final ForgottenValues values;

    EraseOperation(
            ErasureStore store,
            SubjectSlots subjects,
            LegalHolds holds,
            ErasureSchedule schedule,
            TransactionTemplate transactions,
            Clock clock,
            Duration keyBackupRetention,
            ForgottenValues values) {
        this.store = store;
        this.subjects = subjects;
        this.holds = holds;
        this.schedule = schedule;
        this.transactions = transactions;
        this.clock = clock;
        this.keyBackupRetention = keyBackupRetention;
        this.values = values;
    }

    /**
     * Erases a patient for good. Asked again, it tells how far the erasure has come. Answers 202 while it is under way.
     *
     * @param reason one of {@link ErasureReason}'s codes
     * @throws InvalidRequestException if the reason is none of the list
     * @throws ResourceVersionConflictException if a legal hold forbids it
     * @throws ResourceNotFoundException if there is no such patient
     */
    @Operation(name = "$erase", type = Patient.class)
    public Parameters erase(
            @IdParam IdType patient,
            @OperationParam(name = "reason", min = 1, max = 1) @Nullable CodeType reason,
            HttpServletResponse response) {
        String reference = "Patient/" + patient.getIdPart();
        byte[] name = subjects.nameOf(reference);
        if (store.of(name).isEmpty()) {
            request(reference, name, reason);
        }
        Erasure asked = store.of(name).orElseThrow(() -> unknown(reference));
        if (asked.state() != Erasure.State.DONE) {
            transactions.executeWithoutResult(status -> store.resume(asked));
        }
        boolean done = schedule.carryOut(asked.id(), PATIENCE);
        Erasure now = store.byId(asked.id()).orElseThrow();
        response.setStatus(done ? 200 : 202);
        return describe(now);
    }

    private void request(String reference, byte[] name, @Nullable CodeType reason) {
        ErasureReason why = ErasureReason.of(reason == null ? "" : reason.getValue())
                .orElseThrow(() -> new InvalidRequestException(
                        "Expected the parameter 'reason' with a code among " + ErasureReason.codes()));
        holds.of(name).ifPresent(hold -> {
            throw new ResourceVersionConflictException(
                    "A legal hold forbids the erasure (" + hold + "): lift it with $legal-hold first");
        });
        String officer = Callers.current().orElseThrow().clientId();
        transactions.executeWithoutResult(status -> {
            // Locked: a rotation of this patient's key comes wholly before, and then both slots go, or not at all.
            Set<SlotId> slots = subjects.lock(List.of(name));
            if (slots.isEmpty()) {
                throw unknown(reference);
            }
            store.add(Erasure.requested(newId(), name, slots, why, officer, ErasureStore.now(clock)));
        });
    }

    private Parameters describe(Erasure erasure) {
        Parameters answer = new Parameters();
        answer.addParameter("erasure", erasure.id());
        answer.addParameter("reason", new CodeType(erasure.reason().code()));
        answer.addParameter("state", new CodeType(erasure.state().name().toLowerCase(java.util.Locale.ROOT)));
        schedule.problem(erasure.id()).ifPresent(problem -> answer.addParameter("problem", problem));
        Instant destroyed = erasure.destroyed();
        if (destroyed != null) {
            answer.addParameter("keysDestroyed", instant(destroyed));
            answer.addParameter("backupsUnreadable", instant(destroyed.plus(keyBackupRetention)));
            values.due(erasure).ifPresent(due -> answer.addParameter("indexRotationDue", instant(due)));
        }
        return answer;
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

    static ResourceNotFoundException unknown(String reference) {
        return new ResourceNotFoundException(Msg.code(2001) + "Resource " + reference + " is not known");
    }
}
