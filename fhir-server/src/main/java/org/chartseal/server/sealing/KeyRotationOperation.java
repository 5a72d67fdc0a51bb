package org.chartseal.server.sealing;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import jakarta.servlet.http.HttpServletResponse;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.security.Callers;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code $rotate-keys}: puts new keys in the place of data keys, or of those that wrap them, while requests go on. */
public final class KeyRotationOperation {
    private static final String EPOCH = "epoch";
    private static final String KEY_ENCRYPTION_KEY = "key-encryption-key";
    private static final String DATA = "data";

    private final KeySlots slots;
    private final KeyEncryptionKeyRotation keyEncryptionKey;
    private final DataKeyRotations dataKeys;

    KeyRotationOperation(KeySlots slots, KeyEncryptionKeyRotation keyEncryptionKey, DataKeyRotations dataKeys) {
        this.slots = slots;
        this.keyEncryptionKey = keyEncryptionKey;
        this.dataKeys = dataKeys;
    }

    /**
     * Rotates one kind of key. Data keys are rotated in the background: the answer is 202 with the rotation's id, and asked
     * again with that id it tells how far it is, 200 once it is done.
     *
     * @param kind {@code epoch}, {@code key-encryption-key} or {@code data}
     * @param patient of data keys: the patient's, such as {@code Patient/p1}; without it everybody's
     * @param before of data keys: those that were assigned before then
     * @param rotation of data keys: the rotation that is asked about
     * @return how many keys were wrapped anew, or how far a rotation of data keys has come
     * @throws InvalidRequestException if the kind is another, or a parameter does not go with it
     * @throws ResourceNotFoundException if there is no such patient or rotation
     */
    @Operation(name = "$rotate-keys")
    public Parameters rotate(
            @OperationParam(name = "kind", min = 1, max = 1) @Nullable CodeType kind,
            @OperationParam(name = "patient", max = 1) @Nullable StringType patient,
            @OperationParam(name = "before", max = 1) @Nullable InstantType before,
            @OperationParam(name = "rotation", max = 1) @Nullable StringType rotation,
            HttpServletResponse response) {
        Parameters answer = new Parameters();
        String asked = kind == null ? "" : kind.getValue();
        if (!DATA.equals(asked) && (patient != null || before != null || rotation != null)) {
            throw new InvalidRequestException("Expected 'patient', 'before' and 'rotation' with the kind data only");
        }
        switch (asked == null ? "" : asked) {
            case DATA -> {
                DataKeyRotations.Status status = data(patient, before, rotation);
                response.setStatus(status.done() ? 200 : 202);
                return status.parameters();
            }
            case EPOCH -> {
                slots.rotateEpoch();
                answer.addParameter("rewrapped", new IntegerType(1));
            }
            case KEY_ENCRYPTION_KEY -> answer.addParameter("rewrapped", new IntegerType(keyEncryptionKey.rotate()));
            default ->
                throw new InvalidRequestException(
                        "Expected the parameter 'kind' with " + EPOCH + ", " + KEY_ENCRYPTION_KEY + " or " + DATA);
        }
        return answer;
    }

    private DataKeyRotations.Status data(
            @Nullable StringType patient, @Nullable InstantType before, @Nullable StringType rotation) {
        if (rotation != null) {
            return dataKeys.status(String.valueOf(rotation.getValue()))
                    .orElseThrow(() -> new ResourceNotFoundException("No such rotation of data keys"));
        }
        String id = null;
        if (patient != null) {
            String reference = String.valueOf(patient.getValue());
            if (!reference.matches("Patient/[A-Za-z0-9\\-.]{1,64}")) {
                throw new InvalidRequestException("Expected the parameter 'patient' as in Patient/p1");
            }
            id = reference.substring("Patient/".length());
        }
        return dataKeys.ask(
                        id,
                        before == null ? null : before.getValue().toInstant(),
                        Callers.current().orElseThrow().clientId())
                .orElseThrow(() -> new ResourceNotFoundException("There is no such patient"));
    }
}
