package org.chartseal.server.integrity;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import org.chartseal.anchoring.proof.ProvenBundle;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;

/**
 * {@code Patient/[id]/$everything?_proof=true}, with {@code _proofFormat} as 1 or 2: the first page carries the proof of the whole patient, so that another
 * hospital can check what it was given. Who may not have that proof gets no page either.
 */
@Interceptor
public final class ProvenEverything {
    private static final String PARAMETER = "_proof";
    private static final String FORMAT = "_proofFormat";
    private static final int BEFORE_OTHERS = -100;

    private final PatientProofOperation proofs;

    ProvenEverything(PatientProofOperation proofs) {
        this.proofs = proofs;
    }

    /**
     * Adds the proof to a page it was asked for.
     *
     * @throws InvalidRequestException if the parameter is neither true nor false, or the operation is not of one patient
     */
    @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = BEFORE_OTHERS)
    public void outgoing(RequestDetails request, ResponseDetails response) {
        String[] asked =
                request.getParameters() == null ? null : request.getParameters().get(PARAMETER);
        if (asked == null
                || !"$everything".equals(request.getOperation())
                || !(response.getResponseResource() instanceof Bundle page)) {
            return;
        }
        boolean wanted = asked.length == 1 && asked[0].equals("true");
        if ((!wanted && !(asked.length == 1 && asked[0].equals("false")))
                || request.getId() == null
                || !"Patient".equals(request.getResourceName())) {
            throw new InvalidRequestException("Expected the parameter '_proof' as true or false, of one Patient");
        }
        if (wanted) {
            ProofFormat format = format(request.getParameters().get(FORMAT));
            Binary proof = new Binary();
            proof.setContentType(ProvenBundle.CONTENT_TYPE);
            proof.setData(proofs.prove(new IdType("Patient", request.getId().getIdPart()), format)
                    .json()
                    .getBytes(StandardCharsets.UTF_8));
            page.addEntry().setResource(proof);
        }
    }

    private static ProofFormat format(String @Nullable [] asked) {
        return ProofFormat.of(FORMAT, asked == null ? null : String.join(",", asked));
    }
}
