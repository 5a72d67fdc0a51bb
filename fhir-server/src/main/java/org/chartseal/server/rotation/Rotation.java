package org.chartseal.server.rotation;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SlotMoves.Move;
import org.jspecify.annotations.Nullable;

/**
 * One rotation of data keys: what was asked for, and how far it has come. Stored sealed as a whole.
 *
 * @param id 32 hexadecimal digits, random
 * @param subjectName keyed hash of the one patient's reference, null for everybody
 * @param before what the officer asked for: slots assigned from then on are left as they are; null for none
 * @param requestedBy client id of the privacy officer's token
 * @param requested when it was asked for
 * @param lastName the greatest keyed name that it has come to, empty at the beginning
 * @param round who changes keys now
 * @param subjects how many have changed their keys
 * @param rows how many rows were sealed again for them
 */
record Rotation(
        String id,
        byte @Nullable [] subjectName,
        @Nullable Instant before,
        String requestedBy,
        Instant requested,
        State state,
        byte[] lastName,
        List<Move> round,
        long subjects,
        long rows) {

    /** How far it has come with its round. Each step is durable before the next begins, and may be taken twice. */
    enum State {
        /** Nobody changes keys: the next ones are to be chosen. */
        CHOOSING,
        /** Who changes keys, and the ids of their new slots, are settled. */
        CHOSEN,
        /** Whoever begins to write now, writes for the new slots. */
        MOVED,
        /** What was found under the old slots is sealed again: all is to be looked through, and the old keys to go. */
        SEALED,
        /** There is nobody left. */
        DONE
    }

    static Rotation requested(
            String id, byte @Nullable [] subjectName, @Nullable Instant before, String requestedBy, Instant requested) {
        return new Rotation(
                id, subjectName, before, requestedBy, requested, State.CHOOSING, new byte[0], List.of(), 0, 0);
    }

    Rotation chosen(List<Move> moves, byte[] upTo) {
        return at(State.CHOSEN, upTo, moves, 0, 0);
    }

    Rotation moved() {
        return at(State.MOVED, lastName, round, 0, 0);
    }

    Rotation sealed(long sealedRows) {
        return at(State.SEALED, lastName, round, 0, sealedRows);
    }

    /** The round is over. */
    Rotation destroyed(long movedSubjects, long sealedRows) {
        return at(State.CHOOSING, lastName, List.of(), movedSubjects, sealedRows);
    }

    Rotation done() {
        return at(State.DONE, lastName, List.of(), 0, 0);
    }

    private Rotation at(State next, byte[] upTo, List<Move> moves, long moreSubjects, long moreRows) {
        return new Rotation(
                id,
                subjectName,
                before,
                requestedBy,
                requested,
                next,
                upTo,
                moves,
                subjects + moreSubjects,
                rows + moreRows);
    }

    /** Whether the same was asked for. */
    boolean asks(byte @Nullable [] name, @Nullable Instant time) {
        return Arrays.equals(subjectName, name) && Objects.equals(before, time);
    }

    /** Slots assigned from then on are left as they are: what this rotation gives is not given anew by it. */
    long beforeMs() {
        return (before == null ? requested : before).toEpochMilli();
    }

    /** New slots by the ones that these leave. */
    static Map<SlotId, SlotId> successors(List<Move> moves) {
        return moves.stream().collect(Collectors.toMap(Move::old, Move::next));
    }
}
