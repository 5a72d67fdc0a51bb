package org.chartseal.server.sealing;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chartseal.server.keys.BackgroundRotation;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.security.Callers;
import org.hl7.fhir.r4.model.BooleanType;
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
    private final Supplier<List<BackgroundRotation>> inBackground;
    private final KeyRotationTrail trail;

    KeyRotationOperation(
            KeySlots slots,
            KeyEncryptionKeyRotation keyEncryptionKey,
            DataKeyRotations dataKeys,
            Supplier<List<BackgroundRotation>> inBackground,
            KeyRotationTrail trail) {
        this.slots = slots;
        this.keyEncryptionKey = keyEncryptionKey;
        this.dataKeys = dataKeys;
        this.inBackground = inBackground;
        this.trail = trail;
    }

    /**
     * Rotates one kind of key. What takes long goes on after the answer, which is 202 then; asked again meanwhile, data
     * keys with the rotation's id, it tells how far that has come, and 200 once it is done.
     *
     * @param kind {@code epoch}, {@code key-encryption-key}, {@code index} or {@code data}
     * @param begin of the index: whether to begin where nothing is under way, as it does unless told not to
     * @param patient of data keys: the patient's, such as {@code Patient/p1}; without it everybody's
     * @param before of data keys: those that were assigned before then
     * @param rotation of data keys: the rotation that is asked about
     * @return how many keys were wrapped anew, or how far it has come
     * @throws InvalidRequestException if the kind is another, or a parameter does not go with it
     * @throws ResourceNotFoundException if there is no such patient or rotation
     */
    @Operation(name = "$rotate-keys")
    public Parameters rotate(
            @OperationParam(name = "kind", min = 1, max = 1) @Nullable CodeType kind,
            @OperationParam(name = "begin", max = 1) @Nullable BooleanType begin,
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
                answer.addParameter("rewrapped", done(EPOCH, 1));
            }
            case KEY_ENCRYPTION_KEY ->
                answer.addParameter("rewrapped", done(KEY_ENCRYPTION_KEY, keyEncryptionKey.rotate()));
            default -> {
                BackgroundRotation named = inBackground(asked);
                if (begin == null || begin.booleanValue()) {
                    named.begin();
                }
                BackgroundRotation.Status status = named.status();
                status.details().forEach((name, value) -> answer.addParameter(name, new StringType(value)));
                response.setStatus(status.underWay() ? 202 : 200);
            }
        }
        return answer;
    }

    private IntegerType done(String kind, int rewrapped) {
        trail.rotated(kind, Callers.current().orElseThrow().clientId(), rewrapped);
        return new IntegerType(rewrapped);
    }

    private BackgroundRotation inBackground(@Nullable String asked) {
        List<BackgroundRotation> all = inBackground.get();
        return all.stream()
                .filter(rotation -> rotation.kind().equals(asked))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("Expected the parameter 'kind' with " + EPOCH + ", "
                        + KEY_ENCRYPTION_KEY + " or " + DATA
                        + all.stream().map(rotation -> " or " + rotation.kind()).collect(Collectors.joining())));
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
