package org.chartseal.anchoring.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;

/** Extends stored tiles by new leaves in memory, and shows the result as tiles to read or to store. */
final class TileAppender implements TileReader {
    private record Position(int level, long index) {}

    private static final class Buffer {
        private final byte[] hashes = new byte[Tile.WIDTH * Sha256.LENGTH];
        private int width;

        byte[] bytes() {
            return Arrays.copyOf(hashes, width * Sha256.LENGTH);
        }
    }

    private final TileReader stored;
    private final Map<Position, Buffer> changed = new LinkedHashMap<>();
    private long size;

    TileAppender(TileReader stored, long size) {
        this.stored = stored;
        this.size = size;
    }

    void append(byte[] leafHash) {
        put(0, size++, leafHash);
    }

    private void put(int level, long position, byte[] hash) {
        long index = position / Tile.WIDTH;
        int offset = (int) (position % Tile.WIDTH);
        Buffer buffer = changed.computeIfAbsent(new Position(level, index), at -> load(at, offset));
        System.arraycopy(hash, 0, buffer.hashes, offset * Sha256.LENGTH, Sha256.LENGTH);
        buffer.width = offset + 1;
        if (buffer.width == Tile.WIDTH) {
            put(level + 1, index, TileHashReader.fold(buffer.hashes, 0, Tile.WIDTH));
        }
    }

    private Buffer load(Position at, int width) {
        Buffer buffer = new Buffer();
        if (width > 0) {
            byte[] known = stored.tile(at.level(), at.index());
            if (known.length < width * Sha256.LENGTH) {
                throw new LogIntegrityException("expected tile " + at.level() + "/" + at.index() + " to hold " + width
                        + " hashes, found " + known.length / Sha256.LENGTH);
            }
            // Wider than our tree only if somebody appended meanwhile: then the append is refused as stale anyway.
            System.arraycopy(known, 0, buffer.hashes, 0, width * Sha256.LENGTH);
        }
        buffer.width = width;
        return buffer;
    }

    @Override
    public byte[] tile(int level, long index) {
        Buffer buffer = changed.get(new Position(level, index));
        return buffer != null ? buffer.bytes() : stored.tile(level, index);
    }

    /** The tiles that changed, as wide as they are now. */
    List<Tile> tiles() {
        List<Tile> tiles = new ArrayList<>();
        changed.forEach((at, buffer) -> tiles.add(new Tile(at.level(), at.index(), buffer.bytes())));
        return tiles;
    }
}
