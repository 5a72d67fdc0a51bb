package org.chartseal.server.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key that names subjects in tables, and that vouches for what those say of slots: whoever merely writes the tables
 * could else have one patient's records sealed to another's key.
 */
final class SlotNames {
    private final SecretKeySpec key;

    SlotNames(SystemKeys systemKeys) {
        this.key = new SecretKeySpec(systemKeys.key("subject-name/v1", 32).reveal(), "HmacSHA256");
    }

    /** A keyed hash of a subject's reference, 32 bytes. */
    byte[] nameOf(String subject) {
        return hash("chartseal/subject-name/v1\0", subject.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Vouches for an assignment.
     *
     * @param sinceMs null for those of before times were noted
     */
    byte[] assignment(byte[] name, byte[] slot, @Nullable Long sinceMs) {
        return sinceMs == null
                ? hash("chartseal/slot-assignment/v1\0", name, slot)
                : hash(
                        "chartseal/slot-assignment/v2\0",
                        name,
                        slot,
                        ByteBuffer.allocate(8).putLong(sinceMs).array());
    }

    /** Vouches that a slot takes another's place. */
    byte[] successor(byte[] name, byte[] old, byte[] next) {
        return hash("chartseal/slot-successor/v1\0", name, old, next);
    }

    /** @throws KeyUnavailableException if what stands in a row is not what this server wrote there */
    static void require(byte @Nullable [] found, byte[] expected) {
        if (found == null || !MessageDigest.isEqual(found, expected)) {
            throw new KeyUnavailableException("The assignment of a key slot was altered, or not made by this server");
        }
    }

    private byte[] hash(String purpose, byte[]... values) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            for (byte[] value : values) {
                mac.update(value);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", impossible);
        }
    }
}
