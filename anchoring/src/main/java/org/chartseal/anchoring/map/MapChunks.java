package org.chartseal.anchoring.map;

/** The stored chunks of one map. */
public interface MapChunks {
    /** Number of heads in all chunks. */
    long size();

    /** The key of the first head of a chunk. */
    byte[] firstKey(int number);

    /** The root over the entries of a chunk. */
    byte[] root(int number);

    /** The keyed heads of a chunk, concatenated. */
    byte[] heads(int number);
}
