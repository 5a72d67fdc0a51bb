package org.chartseal.anchoring.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * Subtree hashes out of tiles. Reads each tile once and keeps it: make one per proof or batch. Not thread-safe.
 */
public final class TileHashReader implements HashReader {
    private static final int LEVELS_PER_TILE = 8;

    private record Position(int level, long index) {}

    private final TileReader tiles;
    private final Map<Position, byte[]> read = new HashMap<>();

    public TileHashReader(TileReader tiles) {
        this.tiles = tiles;
    }

    @Override
    public byte[] hash(int level, long index) {
        int tileLevel = level / LEVELS_PER_TILE;
        int count = 1 << (level % LEVELS_PER_TILE);
        long first = index * count;
        byte[] tile = read.computeIfAbsent(
                new Position(tileLevel, first / Tile.WIDTH), at -> tiles.tile(at.level(), at.index()));
        int offset = (int) (first % Tile.WIDTH);
        if (tile.length < (offset + count) * Sha256.LENGTH) {
            throw new LogIntegrityException("expected tile " + tileLevel + "/" + first / Tile.WIDTH + " to hold "
                    + (offset + count) + " hashes, found " + tile.length / Sha256.LENGTH);
        }
        return fold(tile, offset, count);
    }

    /** The root over {@code count} (a power of two) neighbouring hashes. */
    static byte[] fold(byte[] hashes, int offset, int count) {
        if (count == 1) {
            return Arrays.copyOfRange(hashes, offset * Sha256.LENGTH, (offset + 1) * Sha256.LENGTH);
        }
        int half = count / 2;
        return MerkleTree.nodeHash(fold(hashes, offset, half), fold(hashes, offset + half, half));
    }
}
