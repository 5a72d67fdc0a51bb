package org.chartseal.anchoring.log;

/** Stored tiles. */
@FunctionalInterface
public interface TileReader {
    /** The concatenated hashes of a tile as wide as it is stored, an empty array if there is none. */
    byte[] tile(int level, long index);
}
