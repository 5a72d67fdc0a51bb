package org.chartseal.server.indexrotation;

import java.nio.ByteBuffer;
import java.util.List;
import org.chartseal.server.blindindex.GenerationsInForce;

/**
 * How far the rotation of the index's key has come.
 *
 * @param step counts the phases of all rotations
 * @param chunk counts the transactions within the step
 * @param phase the step's phase
 * @param generation the one that is complete: the old one until the switch, the new one after it
 * @param since when the step began, in milliseconds since 1970
 * @param began when the rotation began
 * @param beside what requests write beside the present pass over resources is updated after this time
 * @param position the last resource's row that the pass has done
 * @param last the last row it has to do
 * @param from the pass looks at what was updated after that time
 * @param changed index rows that the pass has changed
 * @param resources how many resources were indexed anew since the rotation began
 */
record RotationState(
        long step,
        long chunk,
        RotationPhase phase,
        int generation,
        long since,
        long began,
        long beside,
        long position,
        long last,
        long from,
        long changed,
        long resources) {
    /** Where none ever began. */
    static final RotationState NEVER = new RotationState(0, 0, RotationPhase.STEADY, 1, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final int LENGTH = 1 + Integer.BYTES + 8 * Long.BYTES;

    boolean underWay() {
        return phase != RotationPhase.STEADY;
    }

    /** The generation that takes the place of the other, or that took it. */
    int newGeneration() {
        return switch (phase) {
            case ANNOUNCED, FILLING, CHECKING -> generation + 1;
            default -> generation;
        };
    }

    GenerationsInForce inForce() {
        return switch (phase) {
            case STEADY -> new GenerationsInForce(step, generation, List.of(generation), false);
            case ANNOUNCED, FILLING, CHECKING ->
                new GenerationsInForce(step, generation, List.of(generation, generation + 1), false);
            case SWITCHED -> new GenerationsInForce(step, generation, List.of(generation - 1, generation), false);
            case CLOSING, DROPPING -> new GenerationsInForce(step, generation, List.of(generation), true);
        };
    }

    /** The first step of a new rotation. */
    RotationState announced(long now) {
        return new RotationState(step + 1, 0, RotationPhase.ANNOUNCED, generation, now, now, now, 0, 0, 0, 0, 0);
    }

    /** The next step, with a pass over all rows that begins. */
    RotationState next(RotationPhase next, int complete, long now, long writesSince, long lastRow) {
        return new RotationState(step + 1, 0, next, complete, now, began, writesSince, 0, lastRow, 0, 0, resources);
    }

    /** The checking step, with its first pass over what was written beside the filling. */
    RotationState checking(long now, long writesSince) {
        return new RotationState(
                step + 1,
                0,
                RotationPhase.CHECKING,
                generation,
                now,
                began,
                writesSince,
                0,
                Long.MAX_VALUE,
                beside,
                0,
                resources);
    }

    /** The same step after one more chunk. */
    RotationState after(long row, long changes, long more) {
        return new RotationState(
                step,
                chunk + 1,
                phase,
                generation,
                since,
                began,
                beside,
                row,
                last,
                from,
                changed + changes,
                resources + more);
    }

    /** The same step with one more pass, over what was written beside the last one. */
    RotationState again(long writesSince) {
        return new RotationState(
                step, chunk + 1, phase, generation, since, began, writesSince, 0, last, beside, 0, resources);
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(phase.code())
                .putInt(generation)
                .putLong(since)
                .putLong(began)
                .putLong(beside)
                .putLong(position)
                .putLong(last)
                .putLong(from)
                .putLong(changed)
                .putLong(resources)
                .array();
    }

    static RotationState decode(long step, long chunk, byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        return new RotationState(
                step,
                chunk,
                RotationPhase.of(bytes.get()),
                bytes.getInt(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong());
    }
}
