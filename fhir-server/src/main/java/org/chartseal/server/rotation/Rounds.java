package org.chartseal.server.rotation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.chartseal.server.erasure.ErasedSlots;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SlotMoves;
import org.chartseal.server.keys.SlotMoves.Move;

/** Who changes keys together: so many at a time, in the order of their keyed names. */
final class Rounds {
    private final SlotMoves moves;
    private final KeySlots slots;
    private final ErasedSlots erased;
    private final Consumer<String> incidents;
    private final int most;

    Rounds(SlotMoves moves, KeySlots slots, ErasedSlots erased, Consumer<String> incidents, int most) {
        this.moves = moves;
        this.slots = slots;
        this.erased = erased;
        this.incidents = incidents;
        this.most = most;
    }

    /** What a rotation is once its next round is chosen; with an empty round where nobody is left. */
    Rotation next(Rotation rotation) {
        byte[] only = rotation.subjectName();
        if (only != null) {
            // One round, of one subject: its name is noted when it is chosen.
            List<Move> one = rotation.lastName().length > 0 ? List.of() : moves.candidate(only, rotation.beforeMs());
            return rotation.chosen(withKeys(one), only);
        }
        byte[] last = rotation.lastName();
        while (true) {
            List<Move> page = moves.candidates(last, rotation.beforeMs(), most);
            if (page.isEmpty()) {
                return rotation.chosen(List.of(), last);
            }
            last = page.get(page.size() - 1).subjectName();
            List<Move> round = withKeys(page);
            if (!round.isEmpty()) {
                return rotation.chosen(round, last);
            }
        }
    }

    private List<Move> withKeys(List<Move> candidates) {
        Set<SlotId> old = new HashSet<>();
        candidates.forEach(move -> old.add(move.old()));
        Map<SlotId, DataKey> opened = slots.open(old);
        List<Move> round = new ArrayList<>();
        for (Move move : candidates) {
            if (opened.containsKey(move.old())) {
                round.add(move);
            } else if (!erased.takes(move.old())) {
                incidents.accept(
                        "the key of slot " + move.old() + " is missing, and no erasure took it: it is not rotated");
            }
        }
        return round;
    }
}
