package org.chartseal.anchoring.log;

import org.chartseal.anchoring.canonical.Sha256;

/**
 * Up to {@value #WIDTH} neighbouring hashes, as C2SP tlog-tiles lays them out: hash k of tile (level, index) is the root
 * of the complete subtree of 256^level leaves from leaf (256 · index + k) · 256^level.
 *
 * @param hashes 1 to {@value #WIDTH} hashes of 32 bytes, concatenated
 */
public record Tile(int level, long index, byte[] hashes) {
    /** Hashes of a full tile. */
    public static final int WIDTH = 256;

    public Tile {
        if (hashes.length == 0 || hashes.length % Sha256.LENGTH != 0 || hashes.length > WIDTH * Sha256.LENGTH) {
            throw new IllegalArgumentException(
                    "expected 1 to " + WIDTH + " hashes of 32 bytes, found " + hashes.length + " bytes");
        }
    }

    /** Hashes in the tile. */
    public int width() {
        return hashes.length / Sha256.LENGTH;
    }
}
