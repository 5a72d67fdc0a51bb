package org.chartseal.anchoring.map;

import java.util.List;
import org.chartseal.anchoring.log.InclusionProof;

/**
 * That an entry is the one at {@code index} of a map.
 *
 * @param path sibling hashes from the entry upwards, 32 bytes each
 */
public record EntryProof(long index, MapEntry entry, List<byte[]> path) {
    public EntryProof {
        path = List.copyOf(path);
    }

    /** True only if the path has exactly the length it must have and leads to the map's root. */
    public boolean verifies(MapSnapshot map) {
        return new InclusionProof(index, map.mapSize(), path).verifies(entry.leafHash(), map.root());
    }
}
