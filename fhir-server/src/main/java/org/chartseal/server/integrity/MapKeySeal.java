package org.chartseal.server.integrity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.chartseal.anchoring.map.MapKeys;
import org.chartseal.server.keys.AesGcm;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.sealing.SealBrokenException;

/** Seals the two keys of a map to its size and root. */
final class MapKeySeal {
    private static final byte[] CONTEXT = "chartseal/map-keys/v1\0".getBytes(StandardCharsets.US_ASCII);

    private final Secret<byte[]> key;

    MapKeySeal(Secret<byte[]> key) {
        this.key = key;
    }

    byte[] seal(long asOfSize, byte[] root, MapKeys keys) {
        byte[] both = Arrays.copyOf(keys.mapKey(), 64);
        System.arraycopy(keys.valueKey(), 0, both, 32, 32);
        return AesGcm.sealRandomly(key.reveal(), context(asOfSize, root), both);
    }

    /**
     * Opens what {@link #seal} made.
     *
     * @throws SealBrokenException if it was sealed for another map, or altered
     */
    MapKeys open(long asOfSize, byte[] root, byte[] sealed) {
        try {
            byte[] both = AesGcm.openRandomly(key.reveal(), context(asOfSize, root), sealed);
            return new MapKeys(Arrays.copyOf(both, 32), Arrays.copyOfRange(both, 32, 64));
        } catch (GeneralSecurityException altered) {
            throw new SealBrokenException("the keys of a map do not open");
        }
    }

    private static byte[] context(long asOfSize, byte[] root) {
        return ByteBuffer.allocate(CONTEXT.length + Long.BYTES + root.length)
                .put(CONTEXT)
                .putLong(asOfSize)
                .put(root)
                .array();
    }
}
