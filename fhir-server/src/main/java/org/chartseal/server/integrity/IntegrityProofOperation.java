package org.chartseal.server.integrity;

import ca.uhn.fhir.i18n.Msg;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TlogProof;
import org.chartseal.server.security.Callers;
import org.chartseal.server.security.Role;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/** {@code GET [base]/[type]/[id]/$integrity-proof}, and the same under {@code _history/[vid]}. */
public final class IntegrityProofOperation {
    private final IntegrityProofs proofs;
    private final PatientProofOperation patients;
    private final ShownVersions versions;
    private final Duration patience;

    IntegrityProofOperation(
            IntegrityProofs proofs, PatientProofOperation patients, ShownVersions versions, LogProperties properties) {
        this.proofs = proofs;
        this.patients = patients;
        this.versions = versions;
        this.patience = properties.interval().multipliedBy(3);
    }

    /**
     * Answers with a {@code *.fhirproof.json}.
     *
     * @param form {@code tlog-proof} for the place of the version's leaf alone, as C2SP writes it
     * @param format {@code 1} or {@code 2}; without it format 2 if officers are given a trust file of that format and there
     *     is evidence to show, else format 1
     * @param scope {@code patient} for the proof of a patient's whole file; without it that of the one version
     * @throws ResourceNotFoundException if there is no such version, or consent hides it
     * @throws UnclassifiedServerFailureException 503 if the version waits for its leaf
     * @throws InternalErrorException if what is stored does not open the leaf
     */
    @Operation(name = "$integrity-proof", idempotent = true, manualResponse = true, global = true)
    public void integrityProof(
            @IdParam IdType id,
            @OperationParam(name = "scope", max = 1) @Nullable CodeType scope,
            @OperationParam(name = "form", max = 1) @Nullable CodeType form,
            @OperationParam(name = "format", max = 1) @Nullable CodeType format,
            HttpServletResponse response)
            throws IOException {
        if (form != null && (scope != null || format != null || !"tlog-proof".equals(form.getValue()))) {
            throw new InvalidRequestException(
                    "Expected the parameter 'form' as tlog-proof, of one version and without 'format'");
        }
        ProofFormat asked = ProofFormat.of("format", format == null ? null : format.getValue());
        if (scope != null) {
            if (!"patient".equals(scope.getValue())
                    || !"Patient".equals(id.getResourceType())
                    || id.hasVersionIdPart()) {
                throw new InvalidRequestException("Expected the parameter 'scope' as patient, of a Patient");
            }
            patients.answer(id, asked, response);
            return;
        }
        long version = id.hasVersionIdPart()
                ? number(id)
                : proofs.currentVersion(id.getResourceType(), id.getIdPart()).orElseThrow(() -> unknown(id));
        if (!(Callers.current()
                        .filter(caller -> caller.role() == Role.PRIVACY_OFFICER)
                        .isPresent()
                && proofs.erased(id.getResourceType(), id.getIdPart(), version))) {
            IdType shown = id.withVersion(Long.toString(version));
            if (!versions.visible(shown)) {
                throw unknown(shown);
            }
        }
        ProofFile proof = prove(id, version, asked);
        boolean place = form != null;
        response.setContentType(place ? "text/plain" : "application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"" + id.getResourceType() + "-" + id.getIdPart() + "-" + version
                        + (place ? ".tlog-proof\"" : ".fhirproof.json\""));
        String text = place ? TlogProof.of(proof).text() : proof.json();
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private ProofFile prove(IdType id, long version, ProofFormat format) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            IntegrityProofs.Outcome outcome = proofs.prove(id.getResourceType(), id.getIdPart(), version, format);
            if (outcome instanceof IntegrityProofs.Outcome.Proven proven) {
                return proven.proof();
            }
            if (outcome instanceof IntegrityProofs.Outcome.Unknown) {
                throw unknown(id);
            }
            if (outcome instanceof IntegrityProofs.Outcome.Withheld withheld) {
                throw new InternalErrorException(
                        "Withheld: the stored record does not open its leaf (" + withheld.reason() + ")");
            }
            if (System.nanoTime() > deadline) {
                throw new UnclassifiedServerFailureException(
                        503, "This version waits for its place in the log: ask again in a moment");
            }
            pause();
        }
    }

    private static long number(IdType id) {
        try {
            return Long.parseLong(id.getVersionIdPart());
        } catch (NumberFormatException notANumber) {
            throw unknown(id);
        }
    }

    static ResourceNotFoundException unknown(IIdType id) {
        return new ResourceNotFoundException(
                Msg.code(2001) + "Resource " + id.toUnqualifiedVersionless().getValue() + " is not known");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnclassifiedServerFailureException(503, "The server is stopping");
        }
    }
}
