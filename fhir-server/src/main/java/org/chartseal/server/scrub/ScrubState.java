package org.chartseal.server.scrub;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.chartseal.server.sealing.SealBrokenException;

/**
 * How far the comparison has come.
 *
 * @param chunk counts the steps of all rounds
 * @param began when the round began, in milliseconds since 1970; the number of the round, too
 * @param ended when the last round ended, 0 if none did
 * @param position the part's last row that was compared
 * @param last the part's last row
 * @param rows how many resources, versions and leaves the round, or the last one, compared
 */
record ScrubState(long chunk, ScrubPart part, long began, long ended, long position, long last, long rows) {
    /** Where none ever began. */
    static final ScrubState NEVER = new ScrubState(0, ScrubPart.REST, 0, 0, 0, 0, 0);

    private static final int LENGTH = 1 + 5 * Long.BYTES;

    boolean underWay() {
        return part != ScrubPart.REST;
    }

    /** A new round. */
    ScrubState begun(long now, long lastRow) {
        return new ScrubState(chunk + 1, ScrubPart.RESOURCES, Math.max(now, began + 1), ended, 0, lastRow, 0);
    }

    /** The same part, further on. */
    ScrubState at(long row, long more) {
        return new ScrubState(chunk + 1, part, began, ended, row, last, rows + more);
    }

    /** The next part. */
    ScrubState next(long lastRow, long more) {
        return new ScrubState(chunk + 1, part.next(), began, ended, 0, lastRow, rows + more);
    }

    /** The end of the round. */
    ScrubState done(long now, long more) {
        return new ScrubState(chunk + 1, ScrubPart.REST, began, now, 0, 0, rows + more);
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(part.code())
                .putLong(began)
                .putLong(ended)
                .putLong(position)
                .putLong(last)
                .putLong(rows)
                .array();
    }

    static ScrubState decode(long chunk, byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        try {
            return new ScrubState(
                    chunk,
                    ScrubPart.of(bytes.get()),
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong(),
                    bytes.getLong());
        } catch (BufferUnderflowException | IllegalArgumentException otherFormat) {
            throw new SealBrokenException("the state of the scrub is not of this format");
        }
    }
}
