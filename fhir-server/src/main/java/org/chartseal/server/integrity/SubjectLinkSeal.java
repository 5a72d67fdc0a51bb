package org.chartseal.server.integrity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.sealing.Envelope;
import org.chartseal.server.sealing.SealBrokenException;
import org.jspecify.annotations.Nullable;

/** Seals the subject links of a leaf to the subjects they name. */
final class SubjectLinkSeal {
    static final int LEAST = 256;
    private static final byte[] TABLE = "cs_leaf.subject_links/v1\0".getBytes(StandardCharsets.US_ASCII);

    private final SubjectSlots subjects;
    private final KeySlots slots;

    SubjectLinkSeal(SubjectSlots subjects, KeySlots slots) {
        this.subjects = subjects;
        this.slots = slots;
    }

    /** Seals the links, null for none. */
    @Nullable
    String seal(long leafIndex, List<SubjectLink> links) {
        if (links.isEmpty()) {
            return null;
        }
        List<byte[]> encoded = links.stream().map(SubjectLink::encode).toList();
        ByteBuffer value = ByteBuffer.allocate(
                encoded.stream().mapToInt(link -> 2 + link.length).sum());
        encoded.forEach(link -> value.putShort((short) link.length).put(link));
        return Envelope.seal(
                context(leafIndex),
                new byte[0],
                value.array(),
                subjects.keysOf(links.stream().map(SubjectLink::subject).toList()),
                LEAST);
    }

    /** Opens what {@link #seal} made. */
    List<SubjectLink> open(long leafIndex, @Nullable String sealed) {
        List<SubjectLink> links = new ArrayList<>();
        if (sealed == null) {
            return links;
        }
        ByteBuffer value = ByteBuffer.wrap(
                Envelope.open(sealed, context(leafIndex), slots::open).value());
        try {
            while (value.hasRemaining()) {
                byte[] link = new byte[Short.toUnsignedInt(value.getShort())];
                value.get(link);
                links.add(SubjectLink.decode(link));
            }
        } catch (BufferUnderflowException truncated) {
            throw new SealBrokenException("the subject links are cut short");
        }
        return links;
    }

    static byte[] context(long leafIndex) {
        return ByteBuffer.allocate(TABLE.length + 8)
                .put(TABLE)
                .putLong(leafIndex)
                .array();
    }
}
