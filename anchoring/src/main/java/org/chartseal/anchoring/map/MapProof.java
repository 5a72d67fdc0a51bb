package org.chartseal.anchoring.map;

import java.util.Arrays;
import org.chartseal.anchoring.canonical.Sha256;

/** What a map says of one head: which it is, or that there is none. Holds under an authenticated snapshot only. */
public sealed interface MapProof permits PresenceProof, AbsenceProof {
    /**
     * True only if it follows from the map's root.
     *
     * @param mapKey K_map as disclosed
     * @param reference such as {@code Patient/p1}
     */
    boolean verifies(MapSnapshot map, byte[] mapKey, HeadSpace space, String reference);

    /** Whether a disclosed key is the one that the snapshot's leaf committed to. */
    static boolean fits(MapSnapshot map, byte[] mapKey) {
        return mapKey.length == Sha256.LENGTH && Arrays.equals(Sha256.hash(mapKey), map.keyHash());
    }
}
