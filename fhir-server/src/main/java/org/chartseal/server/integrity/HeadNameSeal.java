package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.chartseal.anchoring.map.HeadName;
import org.chartseal.server.keys.AesGcm;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.sealing.SealBrokenException;

/**
 * Seals a head's {@link HeadName} to its row, under a key of the server's: erasing a patient takes away the reference, and
 * leaves what the maps to come need of it.
 */
final class HeadNameSeal {
    private static final byte[] CONTEXT = "chartseal/head/map-name/v1\0".getBytes(StandardCharsets.US_ASCII);

    private final Secret<byte[]> key;

    HeadNameSeal(Secret<byte[]> key) {
        this.key = key;
    }

    /** @param rowName the row's keyed name; as each has one value only, its beginning serves as nonce */
    byte[] seal(byte[] rowName, String reference) {
        return AesGcm.seal(key.reveal(), nonce(rowName), context(rowName), HeadName.of(reference));
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealBrokenException if it was sealed for another row, or altered
     */
    byte[] open(byte[] rowName, byte[] sealed) {
        try {
            return AesGcm.open(key.reveal(), nonce(rowName), context(rowName), sealed);
        } catch (GeneralSecurityException altered) {
            throw new SealBrokenException("the name of a head does not open");
        }
    }

    private static byte[] nonce(byte[] rowName) {
        return Arrays.copyOf(rowName, AesGcm.NONCE);
    }

    private static byte[] context(byte[] rowName) {
        byte[] context = Arrays.copyOf(CONTEXT, CONTEXT.length + rowName.length);
        System.arraycopy(rowName, 0, context, CONTEXT.length, rowName.length);
        return context;
    }
}
