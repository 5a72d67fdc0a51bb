package org.chartseal.anchoring.map;

import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * That a map has a head, and which.
 *
 * @param index place in the map
 * @param salt 32 bytes
 * @param path sibling hashes from the entry upwards, 32 bytes each
 */
public record PresenceProof(long index, MapHead head, byte[] salt, List<byte[]> path) implements MapProof {
    public PresenceProof {
        path = List.copyOf(path);
    }

    @Override
    public boolean verifies(MapSnapshot map, byte[] mapKey, HeadSpace space, String reference) {
        if (salt.length != Sha256.LENGTH || !MapProof.fits(map, mapKey)) {
            return false;
        }
        byte[] key = MapKeys.entryKey(mapKey, space, HeadName.of(reference));
        return new EntryProof(index, new MapEntry(key, head.commitment(salt)), path).verifies(map);
    }
}
