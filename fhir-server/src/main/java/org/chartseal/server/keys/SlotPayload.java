package org.chartseal.server.keys;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a slot's wrapped row holds: 32 bytes of data key, or, in a slot that took another's place, the byte 1, a data key,
 * and the leaf key and subject key of the slot before it. No other form is read.
 */
final class SlotPayload {
    private static final int KEY = 32;
    private static final byte CARRYING = 1;

    private SlotPayload() {}

    static byte[] encode(DataKey key) {
        if (key.carried() == null) {
            return key.key().reveal().clone();
        }
        return ByteBuffer.allocate(1 + 3 * KEY)
                .put(CARRYING)
                .put(key.key().reveal())
                .put(key.leafKey())
                .put(key.subjectKey())
                .array();
    }

    /** @throws KeyUnavailableException if it is of no known form */
    static DataKey decode(SlotId id, byte[] payload) {
        if (payload.length == KEY) {
            return new DataKey(id, Secret.of(payload));
        }
        if (payload.length == 1 + 3 * KEY && payload[0] == CARRYING) {
            return new DataKey(id, part(payload, 0), new DataKey.Carried(part(payload, 1), part(payload, 2)));
        }
        throw new KeyUnavailableException("A key slot holds a form of " + payload.length + " bytes, unknown here");
    }

    private static Secret<byte[]> part(byte[] payload, int number) {
        return Secret.of(Arrays.copyOfRange(payload, 1 + number * KEY, 1 + (number + 1) * KEY));
    }
}
