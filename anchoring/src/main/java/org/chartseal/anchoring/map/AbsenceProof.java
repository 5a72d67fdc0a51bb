package org.chartseal.anchoring.map;

import java.util.Arrays;
import org.chartseal.anchoring.log.MerkleTree;
import org.jspecify.annotations.Nullable;

/**
 * That a map has no head of something: the entries between which it would stand are neighbours.
 *
 * @param before the last entry below, null if the first of all is above
 * @param after the first entry above, null if the last of all is below
 */
public record AbsenceProof(@Nullable EntryProof before, @Nullable EntryProof after) implements MapProof {
    @Override
    public boolean verifies(MapSnapshot map, byte[] mapKey, HeadSpace space, String reference) {
        if (!MapProof.fits(map, mapKey)) {
            return false;
        }
        if (before == null && after == null) {
            return map.mapSize() == 0 && Arrays.equals(map.root(), MerkleTree.emptyRoot());
        }
        byte[] key = MapKeys.entryKey(mapKey, space, HeadName.of(reference));
        long next = before == null ? 0 : before.index() + 1;
        boolean adjacent = after == null ? next == map.mapSize() : after.index() == next;
        return adjacent
                && (before == null
                        || (before.verifies(map)
                                && Arrays.compareUnsigned(before.entry().key(), key) < 0))
                && (after == null
                        || (after.verifies(map)
                                && Arrays.compareUnsigned(key, after.entry().key()) < 0));
    }
}
