package org.chartseal.server.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One erasure of one patient.
 *
 * @param id 32 hexadecimal digits, random
 * @param subjectName keyed hash of the patient's reference, 32 bytes
 * @param record canonical JSON that authorises the tombstones, empty until they are asked for
 * @param requested when it was asked for
 * @param destroyed when the keys were destroyed, null before
 */
record Erasure(
        String id,
        byte[] subjectName,
        State state,
        ErasureReason reason,
        String record,
        Instant requested,
        @Nullable Instant destroyed) {

    /** How far it has come. Each step is durable before the next begins, and may be taken twice. */
    enum State {
        /** Nobody writes for this patient any more; what is under way comes to its end. */
        REQUESTED,
        /** The tombstones are asked for. */
        MARKED,
        /** The tombstones are in the signed log: the keys may go. */
        LOGGED,
        /** The keys are destroyed. */
        DESTROYED,
        /** Rows are removed, the key-encryption key is rotated, the audit trail says so. */
        DONE
    }
}
