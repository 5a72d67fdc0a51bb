package org.chartseal.server.sealing;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/** {@code $rotate-keys}: puts new keys in the place of those that wrap data keys, while requests go on. */
public final class KeyRotationOperation {
    private static final String EPOCH = "epoch";
    private static final String KEY_ENCRYPTION_KEY = "key-encryption-key";

    private final KeySlots slots;
    private final KeyEncryptionKeyRotation keyEncryptionKey;

    KeyRotationOperation(KeySlots slots, KeyEncryptionKeyRotation keyEncryptionKey) {
        this.slots = slots;
        this.keyEncryptionKey = keyEncryptionKey;
    }

    /**
     * Rotates one kind of key.
     *
     * @param kind {@code epoch} or {@code key-encryption-key}
     * @return how many keys were wrapped anew
     * @throws InvalidRequestException if the kind is another
     */
    @Operation(name = "$rotate-keys")
    public Parameters rotate(@OperationParam(name = "kind", min = 1, max = 1) @Nullable CodeType kind) {
        Parameters answer = new Parameters();
        String asked = kind == null ? "" : kind.getValue();
        switch (asked == null ? "" : asked) {
            case EPOCH -> {
                slots.rotateEpoch();
                answer.addParameter("rewrapped", new IntegerType(1));
            }
            case KEY_ENCRYPTION_KEY -> answer.addParameter("rewrapped", new IntegerType(keyEncryptionKey.rotate()));
            default ->
                throw new InvalidRequestException(
                        "Expected the parameter 'kind' with " + EPOCH + " or " + KEY_ENCRYPTION_KEY);
        }
        return answer;
    }
}
