package org.chartseal.server.integrity;

import ca.uhn.fhir.i18n.Msg;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.consent.enforcement.ConsentDecisions;
import org.chartseal.server.security.Callers;
import org.chartseal.server.security.Role;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;

/** {@code GET [base]/[type]/[id]/$integrity-proof}, and the same under {@code _history/[vid]}. */
public final class IntegrityProofOperation {
    private final IntegrityProofs proofs;
    private final ConsentDecisions decisions;
    private final DaoRegistry daos;
    private final Duration patience;

    IntegrityProofOperation(
            IntegrityProofs proofs, ConsentDecisions decisions, DaoRegistry daos, LogProperties properties) {
        this.proofs = proofs;
        this.decisions = decisions;
        this.daos = daos;
        this.patience = properties.interval().multipliedBy(3);
    }

    /**
     * Answers with a {@code *.fhirproof.json}.
     *
     * @throws ResourceNotFoundException if there is no such version, or consent hides it
     * @throws UnclassifiedServerFailureException 503 if the version waits for its leaf
     * @throws InternalErrorException if what is stored does not open the leaf
     */
    @Operation(name = "$integrity-proof", idempotent = true, manualResponse = true, global = true)
    public void integrityProof(@IdParam IdType id, HttpServletResponse response) throws IOException {
        long version = id.hasVersionIdPart()
                ? number(id)
                : proofs.currentVersion(id.getResourceType(), id.getIdPart()).orElseThrow(() -> unknown(id));
        if (!(Callers.current()
                        .filter(caller -> caller.role() == Role.PRIVACY_OFFICER)
                        .isPresent()
                && proofs.erased(id.getResourceType(), id.getIdPart(), version))) {
            requireVisible(id.withVersion(Long.toString(version)));
        }
        ProofFile proof = prove(id, version);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"" + id.getResourceType() + "-" + id.getIdPart() + "-" + version
                        + ".fhirproof.json\"");
        response.getOutputStream().write(proof.json().getBytes(StandardCharsets.UTF_8));
    }

    private ProofFile prove(IdType id, long version) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            IntegrityProofs.Outcome outcome = proofs.prove(id.getResourceType(), id.getIdPart(), version);
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

    /** Decides on this very version too: it may have been labelled otherwise than the current one. */
    private void requireVisible(IIdType version) {
        try {
            IBaseResource resource =
                    daos.getResourceDao(version.getResourceType()).read(version, new SystemRequestDetails());
            if (!decisions.visible(resource)) {
                throw unknown(version);
            }
        } catch (ResourceGoneException deleted) {
            // The decision on the last live version was made before this operation was called.
        }
    }

    private static long number(IdType id) {
        try {
            return Long.parseLong(id.getVersionIdPart());
        } catch (NumberFormatException notANumber) {
            throw unknown(id);
        }
    }

    private static ResourceNotFoundException unknown(IIdType id) {
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
