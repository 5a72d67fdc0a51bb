package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chartseal.anchoring.canonical.Sha256;

/** The keyed hash of salts and commitments. */
final class Hashes {
    private static final byte[] ZEROS = new byte[Sha256.LENGTH];

    private Hashes() {}

    /** HMAC-SHA-256(key, label || parts…); a label ends in its own zero byte. */
    static byte[] hmac(byte[] key, byte[] label, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(label);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    static byte[] label(String text) {
        return (text + "\0").getBytes(US_ASCII);
    }

    static byte[] exact(String name, byte[] bytes) {
        if (bytes.length != Sha256.LENGTH) {
            throw new LeafFormatException(
                    "expected a " + name + " of " + Sha256.LENGTH + " bytes, found " + bytes.length);
        }
        return bytes;
    }

    static byte[] zeros() {
        return ZEROS.clone();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
