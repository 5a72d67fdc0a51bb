package org.chartseal.anchoring.proof;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.LeafWrite;

/**
 * Finds leaves of kinds 3 to 8 that say the same as an earlier one, to its millisecond: a row of what was asked for was put
 * back and logged again. Memory: one hash an event.
 */
final class RepeatedEvents {
    private final Map<ByteBuffer, Long> seen = new HashMap<>();

    /** What is to be said of one leaf. */
    List<Finding> check(long index, LeafWrite write) {
        if (write.kind().ofResource()) {
            return List.of();
        }
        Long first = seen.putIfAbsent(ByteBuffer.wrap(Sha256.hash(write.encode())), index);
        return first == null
                ? List.of()
                : List.of(new Finding(Verdict.TAMPERED, "replayed: the event of leaf " + first + " was logged again"));
    }
}
