package org.chartseal.anchoring.map;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * A head under its key, as a server stores it and shows it to auditors: key || u64 seq || leafHash.
 *
 * @param key 32 bytes, see {@link MapKeys#entryKey}
 */
public record KeyedHead(byte[] key, MapHead head) {
    /** Bytes of one. */
    public static final int LENGTH = 2 * Sha256.LENGTH + Long.BYTES;

    /**
     * The one at a place of several that are concatenated.
     *
     * @throws IllegalArgumentException if its seq is 0 or from 2^63 on
     */
    public static KeyedHead at(byte[] heads, int place) {
        ByteBuffer in = ByteBuffer.wrap(heads, place * LENGTH, LENGTH);
        byte[] key = new byte[Sha256.LENGTH];
        byte[] leafHash = new byte[Sha256.LENGTH];
        in.get(key);
        long seq = in.getLong();
        in.get(leafHash);
        return new KeyedHead(key, new MapHead(seq, leafHash));
    }

    /** Whether several that are concatenated have this key at this place, below it (negative) or above (positive). */
    public static int compare(byte[] heads, int place, byte[] key) {
        int from = place * LENGTH;
        return Arrays.compareUnsigned(heads, from, from + Sha256.LENGTH, key, 0, Sha256.LENGTH);
    }

    void put(byte[] heads, int place) {
        ByteBuffer.wrap(heads, place * LENGTH, LENGTH)
                .put(key)
                .putLong(head.seq())
                .put(head.leafHash());
    }

    /** The entry that the map commits to. */
    MapEntry entry(KeyedHash valueKey) {
        return new MapEntry(key, head.commitment(MapKeys.salt(valueKey, key)));
    }
}
