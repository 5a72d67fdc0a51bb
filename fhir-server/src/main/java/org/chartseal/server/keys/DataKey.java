package org.chartseal.server.keys;

import java.nio.charset.StandardCharsets;

/**
 * A slot's data key, opened. Everything of its subject hangs on it: destroy it, and bodies, leaf salts and chain salts
 * of that subject are gone together.
 *
 * @param slotId which slot
 * @param key 32 random bytes, never derived from anything
 */
public record DataKey(SlotId slotId, Secret<byte[]> key) {
    /** Keys the salts of the write commitments of this subject's versions (integrity log, section 2). */
    public byte[] leafKey() {
        return derive("chartseal/leaf-key/v1");
    }

    /** Keys the salts of this subject's chain (integrity log, section 2). */
    public byte[] subjectKey() {
        return derive("chartseal/subject-key/v1");
    }

    private byte[] derive(String purpose) {
        return Hkdf.derive(key.reveal(), new byte[0], purpose.getBytes(StandardCharsets.US_ASCII), 32);
    }
}
