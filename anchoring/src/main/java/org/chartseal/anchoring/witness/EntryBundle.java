package org.chartseal.anchoring.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.log.Commitment;

/** Entries of a log as C2SP tlog-tiles bundles them: each behind its length, two bytes big endian. */
final class EntryBundle {
    private EntryBundle() {}

    /**
     * Reads a bundle of this log's entries.
     *
     * @param width entries there must be
     * @throws IOException if there are others, or one is of another length
     */
    static List<byte[]> read(byte[] bundle, int width) throws IOException {
        if (bundle.length != width * (Short.BYTES + Commitment.ENTRY_LENGTH)) {
            throw new IOException("entries: expected " + width + " of " + Commitment.ENTRY_LENGTH + " bytes, found "
                    + bundle.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bundle);
        List<byte[]> entries = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            int length = Short.toUnsignedInt(buffer.getShort());
            if (length != Commitment.ENTRY_LENGTH) {
                throw new IOException(
                        "entries: expected " + Commitment.ENTRY_LENGTH + " bytes each, found one of " + length);
            }
            byte[] entry = new byte[length];
            buffer.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
