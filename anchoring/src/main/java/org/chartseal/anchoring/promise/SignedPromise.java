package org.chartseal.anchoring.promise;

import java.util.Arrays;
import java.util.Collection;
import org.chartseal.anchoring.log.CheckpointVerifier;

/**
 * A promise with its signature.
 *
 * @param keyId 4 bytes that hint at the key
 * @param signature Ed25519, 64 bytes, over {@code "fhirlog/promise/v1" 00 | lp16 origin | u64 deadlineMs | u16 count |
 *     digest}
 */
public record SignedPromise(WritePromise promise, byte[] keyId, byte[] signature) {
    /** Whether one of these keys signed it. */
    public boolean signedByOneOf(Collection<CheckpointVerifier> keys) {
        return keys.stream().anyMatch(key -> Arrays.equals(key.keyId(), keyId) && promise.signedBy(key, signature));
    }
}
