package org.chartseal.server.sealing;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chartseal.server.keys.BackgroundRotation;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** {@code $rotate-keys}: puts new keys in the place of those that wrap data keys, while requests go on. */
public final class KeyRotationOperation {
    private static final String EPOCH = "epoch";
    private static final String KEY_ENCRYPTION_KEY = "key-encryption-key";

    private final KeySlots slots;
    private final KeyEncryptionKeyRotation keyEncryptionKey;
    private final Supplier<List<BackgroundRotation>> inBackground;

    KeyRotationOperation(
            KeySlots slots,
            KeyEncryptionKeyRotation keyEncryptionKey,
            Supplier<List<BackgroundRotation>> inBackground) {
        this.slots = slots;
        this.keyEncryptionKey = keyEncryptionKey;
        this.inBackground = inBackground;
    }

    /**
     * Rotates one kind of key. What takes long goes on after the answer, which is 202 then; asked again meanwhile, it
     * tells how far that has come.
     *
     * @param kind {@code epoch}, {@code key-encryption-key} or {@code index}
     * @param begin whether to begin where nothing is under way, as it does unless told not to; of {@code index} only
     * @return how many keys were wrapped anew, or how far it has come
     * @throws InvalidRequestException if the kind is another
     */
    @Operation(name = "$rotate-keys")
    public Parameters rotate(
            @OperationParam(name = "kind", min = 1, max = 1) @Nullable CodeType kind,
            @OperationParam(name = "begin", max = 1) @Nullable BooleanType begin,
            HttpServletResponse response) {
        Parameters answer = new Parameters();
        String asked = kind == null ? "" : kind.getValue();
        switch (asked == null ? "" : asked) {
            case EPOCH -> {
                slots.rotateEpoch();
                answer.addParameter("rewrapped", new IntegerType(1));
            }
            case KEY_ENCRYPTION_KEY -> answer.addParameter("rewrapped", new IntegerType(keyEncryptionKey.rotate()));
            default -> {
                BackgroundRotation rotation = inBackground(asked);
                if (begin == null || begin.booleanValue()) {
                    rotation.begin();
                }
                BackgroundRotation.Status status = rotation.status();
                status.details().forEach((name, value) -> answer.addParameter(name, new StringType(value)));
                response.setStatus(status.underWay() ? 202 : 200);
            }
        }
        return answer;
    }

    private BackgroundRotation inBackground(@Nullable String asked) {
        List<BackgroundRotation> all = inBackground.get();
        return all.stream()
                .filter(rotation -> rotation.kind().equals(asked))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("Expected the parameter 'kind' with " + EPOCH + " or "
                        + KEY_ENCRYPTION_KEY
                        + all.stream().map(rotation -> " or " + rotation.kind()).collect(Collectors.joining())));
    }
}
