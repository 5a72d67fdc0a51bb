package org.chartseal.server.erasure;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.util.List;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.security.Callers;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code Patient/[id]/$legal-hold}, for the privacy officer. */
public final class LegalHoldOperation {
    private final ErasureStore erasures;
    private final LegalHolds holds;
    private final SubjectSlots subjects;
    private final ErasureTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    LegalHoldOperation(
            ErasureStore erasures,
            LegalHolds holds,
            SubjectSlots subjects,
            ErasureTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.erasures = erasures;
        this.holds = holds;
        this.subjects = subjects;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Sets or lifts a legal hold, and says so in the audit trail in the same transaction.
     *
     * @param hold true to set it
     * @param reason why, as a short code
     * @throws InvalidRequestException if a parameter is missing or malformed
     * @throws ResourceNotFoundException if there is no such patient, or no more
     */
    @Operation(name = "$legal-hold", type = Patient.class)
    public Parameters legalHold(
            @IdParam IdType patient,
            @OperationParam(name = "hold", min = 1, max = 1) @Nullable BooleanType hold,
            @OperationParam(name = "reason", max = 1) @Nullable CodeType reason) {
        String reference = "Patient/" + patient.getIdPart();
        byte[] name = subjects.nameOf(reference);
        if (subjects.slotsOf(List.of(reference)).isEmpty() || erasures.of(name).isPresent()) {
            throw EraseOperation.unknown(reference);
        }
        if (hold == null || hold.getValue() == null) {
            throw new InvalidRequestException("Expected the parameter 'hold', true or false");
        }
        String code = reason == null || reason.getValue() == null ? "" : reason.getValue();
        if (!code.matches(hold.booleanValue() ? "[a-z0-9-]{1,40}" : "[a-z0-9-]{0,40}")) {
            throw new InvalidRequestException(
                    "Expected the parameter 'reason', a code of 1 to 40 small letters, digits and hyphens");
        }
        String officer = Callers.current().orElseThrow().clientId();
        transactions.executeWithoutResult(status -> {
            if (hold.booleanValue()) {
                holds.set(name, code, clock.instant());
            } else {
                holds.lift(name);
            }
            trail.held(name, hold.booleanValue(), code, officer);
        });
        Parameters answer = new Parameters();
        answer.addParameter("hold", new BooleanType(hold.booleanValue()));
        return answer;
    }
}
