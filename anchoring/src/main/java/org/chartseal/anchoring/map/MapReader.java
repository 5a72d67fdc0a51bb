package org.chartseal.anchoring.map;

import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.log.InclusionProof;

/** Makes proofs out of a stored map: reads three chunks at most. Not thread-safe. */
public final class MapReader {
    private final MapChunks chunks;
    private final MapKeys keys;
    private final ChunkHashes hashes;

    public MapReader(MapChunks chunks, MapKeys keys) {
        this.chunks = chunks;
        this.keys = keys;
        this.hashes = new ChunkHashes(chunks, keys.valueKey());
    }

    /** The proof of a head, or of its absence. */
    public MapProof prove(HeadSpace space, String reference) {
        byte[] key = MapKeys.entryKey(keys.mapKey(), space, HeadName.of(reference));
        long place = firstNotBelow(key);
        if (place < chunks.size() && Arrays.equals(hashes.head(place).key(), key)) {
            return new PresenceProof(place, hashes.head(place).head(), keys.salt(key), path(place));
        }
        return new AbsenceProof(place == 0 ? null : entry(place - 1), place == chunks.size() ? null : entry(place));
    }

    private EntryProof entry(long place) {
        return new EntryProof(place, hashes.entry(place), path(place));
    }

    private List<byte[]> path(long place) {
        return InclusionProof.create(hashes, place, chunks.size()).path();
    }

    private long firstNotBelow(byte[] key) {
        long low = 0;
        long high = (chunks.size() + MapChunk.WIDTH - 1) / MapChunk.WIDTH;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(chunks.firstKey((int) middle), key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long from = Math.max(0, low - 1) * MapChunk.WIDTH;
        long to = Math.min(chunks.size(), low * MapChunk.WIDTH);
        while (from < to) {
            long middle = (from + to) >>> 1;
            if (Arrays.compareUnsigned(hashes.head(middle).key(), key) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
