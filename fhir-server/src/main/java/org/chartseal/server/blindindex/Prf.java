package org.chartseal.server.blindindex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chartseal.server.keys.Hkdf;
import org.chartseal.server.keys.Secret;

/** A pseudorandom function: HMAC-SHA-256 (RFC 2104) under a key of one purpose. Safe for use by several threads. */
final class Prf {
    private static final int KEY = 32;
    private static final int MOST_REMEMBERED = 8192;

    private final ThreadLocal<Mac> macs;
    private final Map<Object, Long> remembered = new ConcurrentHashMap<>();

    private Prf(byte[] key) {
        this.macs = ThreadLocal.withInitial(() -> mac(key));
    }

    /** The function of a purpose, its key derived from the index key by HKDF. */
    static Prf of(Secret<byte[]> indexKey, String purpose) {
        byte[] info = ("chartseal/index/" + purpose).getBytes(StandardCharsets.UTF_8);
        return new Prf(Hkdf.derive(indexKey.reveal(), new byte[0], info, KEY));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 failed to start", impossible);
        }
    }

    /** The first 64 bits of the function's value. */
    long first64(byte[] message) {
        return ByteBuffer.wrap(macs.get().doFinal(message)).getLong();
    }

    /** As {@link #first64}, from memory where it can be: of the first few thousand names that it is asked for. */
    long remembered(Object name, Supplier<byte[]> message) {
        Long known = remembered.get(name);
        if (known != null) {
            return known;
        }
        long value = first64(message.get());
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(name, value);
        }
        return value;
    }

    /** The function's whole value, 256 bits. */
    byte[] whole(byte[] message) {
        return macs.get().doFinal(message);
    }

    /** The first 128 bits of the function's value. */
    byte[] first128(byte[] message) {
        return Arrays.copyOf(macs.get().doFinal(message), 16);
    }
}
