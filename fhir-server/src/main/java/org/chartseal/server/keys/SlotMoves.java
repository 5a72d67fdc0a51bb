package org.chartseal.server.keys;

import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.chartseal.server.keys.SlotRows.Succession;

/**
 * Gives subjects other slots. From the commit on, transactions that begin seal to the new one; {@link OpenTransactions}
 * tells when those have ended that may still seal to the old one.
 */
public final class SlotMoves {
    private final SlotRows rows;

    /** Moves the subjects of these. */
    public SlotMoves(SubjectSlots subjects) {
        this.rows = subjects.rows();
    }

    /**
     * A subject that moves.
     *
     * @param subjectName keyed hash of its reference, 32 bytes
     * @param old the slot that it leaves
     * @param next the slot that takes its place
     */
    public record Move(byte[] subjectName, SlotId old, SlotId next) {}

    /**
     * Which subjects could move, in the order of their names, each with a new slot's id at random.
     *
     * @param afterName names up to this one are left out
     * @param beforeMs and those whose slot was assigned at this time or later, ms since 1970
     */
    public List<Move> candidates(byte[] afterName, long beforeMs, int limit) {
        return rows.page(afterName, beforeMs, limit).stream()
                .map(found -> new Move(found.name(), found.slot(), SlotId.random()))
                .toList();
    }

    /** One subject as a candidate, where it has a slot that was assigned before a time. */
    public List<Move> candidate(byte[] subjectName, long beforeMs) {
        return rows
                .one(subjectName, beforeMs)
                .map(found -> new Move(found.name(), found.slot(), SlotId.random()))
                .stream()
                .toList();
    }

    /**
     * Moves those that still have the old slot and may move, in the current transaction; one that has moved already is left
     * as it is.
     *
     * @param mayMove asked while nobody else can give that subject another slot
     */
    public void move(Collection<Move> moves, Predicate<Move> mayMove) {
        List<Move> inOrder = moves.stream()
                .sorted((one, other) -> Arrays.compareUnsigned(one.subjectName(), other.subjectName()))
                .toList();
        boolean any = false;
        for (Move move : inOrder) {
            if (rows.lock(move.subjectName()).filter(move.old()::equals).isPresent() && mayMove.test(move)) {
                rows.succeed(new Succession(move.subjectName(), move.old(), move.next()));
                any = true;
            }
        }
        if (any) {
            rows.moveOn();
        }
    }

    /** Whether a subject has its new slot now. */
    public boolean moved(Move move) {
        return rows.of(Set.of(HexFormat.of().formatHex(move.subjectName()))).values().stream()
                .anyMatch(move.next()::equals);
    }

    /** Forgets which slots came after these, once nothing is sealed to them any more. Call it in a transaction. */
    public void forget(Collection<SlotId> old) {
        rows.forget(old);
    }
}
