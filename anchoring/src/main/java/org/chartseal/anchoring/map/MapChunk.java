package org.chartseal.anchoring.map;

import java.util.Arrays;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * Neighbouring heads of a map, as they are stored: all chunks of a map are full but the last.
 *
 * @param number from 0
 * @param heads 1 to {@value #WIDTH} keyed heads, concatenated
 * @param root the RFC 6962 root over just their entries, 32 bytes
 */
public record MapChunk(int number, byte[] heads, byte[] root) {
    /** Heads of a full chunk, 2^9. */
    public static final int WIDTH = 1 << 9;

    static final int LEVEL = 9;

    /** The key of its first head, 32 bytes. */
    public byte[] firstKey() {
        return Arrays.copyOf(heads, Sha256.LENGTH);
    }
}
