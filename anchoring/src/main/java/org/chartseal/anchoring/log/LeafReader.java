package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads the fields of W, V and S: big endian, exact, nothing left over. */
final class LeafReader {
    private final ByteBuffer in;

    LeafReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    int u8() {
        return need(1).get() & 0xff;
    }

    int u16() {
        return need(2).getShort() & 0xffff;
    }

    int u32() {
        int value = need(4).getInt();
        if (value < 0) {
            throw new LeafFormatException("expected a length below 2^31, found " + Integer.toUnsignedString(value));
        }
        return value;
    }

    long i64() {
        return need(8).getLong();
    }

    /** A u64 of which the upper half of the range is not used. */
    long u64() {
        long value = i64();
        if (value < 0) {
            throw new LeafFormatException("expected a number below 2^63, found " + Long.toUnsignedString(value));
        }
        return value;
    }

    byte[] bytes(int length) {
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    String lp16() {
        byte[] bytes = bytes(u16());
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new LeafFormatException("expected well-formed UTF-8 in a text field");
        }
    }

    void end() {
        if (in.hasRemaining()) {
            throw new LeafFormatException("expected the end, found " + in.remaining() + " bytes more");
        }
    }

    private ByteBuffer need(int length) {
        if (in.remaining() < length) {
            throw new LeafFormatException("expected " + length + " bytes more, found " + in.remaining());
        }
        return in;
    }
}
