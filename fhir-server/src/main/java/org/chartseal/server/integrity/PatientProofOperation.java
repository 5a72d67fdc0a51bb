package org.chartseal.server.integrity;

import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.server.security.Caller;
import org.chartseal.server.security.Callers;
import org.chartseal.server.security.Role;
import org.chartseal.server.security.SmartScope.Permission;
import org.hl7.fhir.r4.model.IdType;

/**
 * {@code Patient/[id]/$integrity-proof?scope=patient}. A whole file shows all of it: whoever may not see one version of it
 * gets none, and only the privacy officer is told that a patient was never there, or what was erased.
 */
final class PatientProofOperation {
    private final PatientProofs proofs;
    private final ShownVersions versions;

    PatientProofOperation(PatientProofs proofs, ShownVersions versions) {
        this.proofs = proofs;
        this.versions = versions;
    }

    /**
     * Answers with the file.
     *
     * @throws ResourceNotFoundException if there is no such patient or the caller may not know of it
     * @throws ForbiddenOperationException if part of the file is hidden from the caller
     * @throws UnclassifiedServerFailureException 503 while there is no map
     * @throws InternalErrorException if what is stored is not what the log says
     */
    void answer(IdType id, ProofFormat format, HttpServletResponse response) throws IOException {
        PatientProofFile file = prove(id, format);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"Patient-" + id.getIdPart() + ".fhirproof.json\"");
        Writer out = response.getWriter();
        file.writeTo(out);
        out.flush();
    }

    /** The file that {@link #answer} answers with; throws what that throws. */
    PatientProofFile prove(IdType id, ProofFormat format) {
        Caller caller = Callers.current().orElseThrow(() -> IntegrityProofOperation.unknown(id));
        boolean officer = caller.role() == Role.PRIVACY_OFFICER;
        PatientProofFile file = file(id, format, caller, officer);
        if (file.leaves().isEmpty() && !officer) {
            throw IntegrityProofOperation.unknown(id);
        }
        return file;
    }

    private PatientProofFile file(IdType id, ProofFormat format, Caller caller, boolean officer) {
        String patient = "Patient/" + id.getIdPart();
        PatientProofs.Outcome outcome = proofs.prove(patient, format, leaf -> shown(leaf, patient, caller, officer));
        if (outcome instanceof PatientProofs.Outcome.Proven proven) {
            return proven.file();
        }
        if (outcome instanceof PatientProofs.Outcome.Hidden) {
            throw new ForbiddenOperationException(
                    "Part of this patient's file is hidden from this caller: the proof of the whole would show it");
        }
        if (outcome instanceof PatientProofs.Outcome.Withheld withheld) {
            throw new InternalErrorException(
                    "Withheld: the stored records do not make up the patient's chain (" + withheld.reason() + ")");
        }
        throw new UnclassifiedServerFailureException(
                503, "The log has no map of its newest leaves yet: ask again in a moment");
    }

    private boolean shown(OpenedLeaf leaf, String patient, Caller caller, boolean officer) {
        Optional<LeafWrite> write = PatientProofs.write(leaf);
        if (write.isEmpty() || LeafOpener.ERASED.equals(leaf.absent())) {
            return officer;
        }
        if (!caller.may(write.get().type(), Permission.READ)) {
            return false;
        }
        if (write.get().kind() != LeafKind.VERSION) {
            return true;
        }
        IdType version =
                new IdType(write.get().type(), write.get().id(), write.get().versionId());
        boolean visible = versions.visible(version);
        if (!visible && write.get().resource().equals(patient)) {
            throw IntegrityProofOperation.unknown(version);
        }
        return visible;
    }
}
