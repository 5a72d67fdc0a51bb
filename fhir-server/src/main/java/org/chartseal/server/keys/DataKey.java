package org.chartseal.server.keys;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A slot's data key, opened. Everything of its subject hangs on it: destroy it, and bodies, leaf salts and chain salts
 * of that subject are gone together.
 *
 * @param slotId which slot
 * @param key 32 random bytes, never derived from anything
 * @param carried the log's keys of a slot that took another's place; null where they follow from the key
 */
public record DataKey(SlotId slotId, Secret<byte[]> key, @Nullable Carried carried) {
    /**
     * Keys of the log that outlive a data key: leaves are in the log for good, and must stay openable under its successor.
     *
     * @param leafKey 32 bytes
     * @param subjectKey 32 bytes
     */
    record Carried(Secret<byte[]> leafKey, Secret<byte[]> subjectKey) {}

    /** A key whose log keys follow from it. */
    public DataKey(SlotId slotId, Secret<byte[]> key) {
        this(slotId, key, null);
    }

    /** Another key in another slot, for the same subject: the log's keys stay what they are. */
    DataKey succeededBy(SlotId slot, Secret<byte[]> fresh) {
        return new DataKey(slot, fresh, new Carried(Secret.of(leafKey()), Secret.of(subjectKey())));
    }

    /** Keys the salts of the write commitments of this subject's versions (integrity log, section 2). */
    public byte[] leafKey() {
        return logKey(Carried::leafKey, "chartseal/leaf-key/v1");
    }

    /** Keys the salts of this subject's chain (integrity log, section 2). */
    public byte[] subjectKey() {
        return logKey(Carried::subjectKey, "chartseal/subject-key/v1");
    }

    private byte[] logKey(Function<Carried, Secret<byte[]>> which, String purpose) {
        return carried == null
                ? Hkdf.derive(key.reveal(), new byte[0], purpose.getBytes(StandardCharsets.US_ASCII), 32)
                : which.apply(carried).reveal().clone();
    }
}
