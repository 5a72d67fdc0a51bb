package org.chartseal.server.integrity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.PendingEntry;
import org.chartseal.server.keys.DataKey;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.sealing.Envelope;
import org.chartseal.server.sealing.SealBrokenException;

/** Seals and opens the rows of {@code cs_pending}. */
final class PendingRows {
    static final int LEAST = 256;
    private static final byte[] TABLE = "cs_pending.sealed/v1\0".getBytes(StandardCharsets.US_ASCII);

    static final byte[] EVENT = "cs_pending.event/v1\0".getBytes(StandardCharsets.US_ASCII);

    private final KeySlots slots;

    PendingRows(KeySlots slots) {
        this.slots = slots;
    }

    static String seal(WriteOpening opening, long resourceId, long version, byte[] w, List<DataKey> owners) {
        return Envelope.seal(context(resourceId, version, w), new byte[0], opening.encode(), owners, LEAST);
    }

    /**
     * Opens a row and checks that it opens its own {@code w}.
     *
     * @throws SealBrokenException if the row was altered
     * @throws org.chartseal.server.keys.KeyUnavailableException if no owner's key is there
     */
    WriteOpening open(String sealed, long resourceId, long version, byte[] w) {
        Envelope.Opened opened = Envelope.open(sealed, context(resourceId, version, w), slots::open);
        byte[] leafKey = opened.owners().size() == 1 ? onlyOwner(opened).leafKey() : new byte[32];
        WriteOpening opening = WriteOpening.decode(opened.value(), leafKey);
        if (!MessageDigest.isEqual(opening.commitment(), w)) {
            throw new SealBrokenException("a pending row does not open its commitment");
        }
        return opening;
    }

    /** Seals a row of a leaf that is about no resource, so that nobody who merely writes the table can add one. */
    static String sealEvent(LeafWrite write, byte[] event, List<DataKey> owners) {
        byte[] encoded = write.encode();
        byte[] value = ByteBuffer.allocate(2 + encoded.length + event.length)
                .putShort((short) encoded.length)
                .put(encoded)
                .put(event)
                .array();
        return Envelope.seal(EVENT, new byte[0], value, owners, LEAST);
    }

    /**
     * Opens what {@link #sealEvent} made.
     *
     * @throws SealBrokenException if the row was altered
     * @throws org.chartseal.server.keys.KeyUnavailableException if the key is not there
     */
    PendingEntry openEvent(long pendingId, String sealed) {
        Event event = event(sealed);
        return new PendingEntry(
                pendingId, event.write(), null, List.of(), event.write().kind().ofEvent() ? event.json() : null);
    }

    /**
     * What stands in a row of a leaf that is about no resource.
     *
     * @param json the event, or the record that authorises a tombstone
     */
    record Event(LeafWrite write, byte[] json) {}

    Event event(String sealed) {
        ByteBuffer value =
                ByteBuffer.wrap(Envelope.open(sealed, EVENT, slots::open).value());
        try {
            byte[] encoded = new byte[Short.toUnsignedInt(value.getShort())];
            value.get(encoded);
            byte[] json = new byte[value.remaining()];
            value.get(json);
            return new Event(LeafWrite.decode(encoded), json);
        } catch (BufferUnderflowException truncated) {
            throw new SealBrokenException("a pending event is cut short");
        }
    }

    private DataKey onlyOwner(Envelope.Opened opened) {
        return slots.open(java.util.Set.copyOf(opened.owners()))
                .values()
                .iterator()
                .next();
    }

    static byte[] context(long resourceId, long version, byte[] w) {
        return ByteBuffer.allocate(TABLE.length + 16 + w.length)
                .put(TABLE)
                .putLong(resourceId)
                .putLong(version)
                .put(w)
                .array();
    }
}
