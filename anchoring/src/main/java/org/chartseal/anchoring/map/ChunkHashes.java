package org.chartseal.anchoring.map;

import java.util.HashMap;
import java.util.Map;
import org.chartseal.anchoring.log.HashReader;
import org.chartseal.anchoring.log.MerkleTree;

/** Subtree hashes out of the chunks of a map; reads each chunk once. */
final class ChunkHashes implements HashReader {
    private final MapChunks chunks;
    private final KeyedHash valueKey;
    private final Map<Integer, byte[]> read = new HashMap<>();

    ChunkHashes(MapChunks chunks, byte[] valueKey) {
        this.chunks = chunks;
        this.valueKey = new KeyedHash(valueKey);
    }

    @Override
    public byte[] hash(int level, long index) {
        if (level == MapChunk.LEVEL) {
            return chunks.root(Math.toIntExact(index));
        }
        if (level == 0) {
            return entry(index).leafHash();
        }
        return MerkleTree.nodeHash(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
    }

    MapEntry entry(long index) {
        return head(index).entry(valueKey);
    }

    KeyedHead head(long index) {
        byte[] heads = read.computeIfAbsent(Math.toIntExact(index / MapChunk.WIDTH), chunks::heads);
        return KeyedHead.at(heads, (int) (index % MapChunk.WIDTH));
    }
}
