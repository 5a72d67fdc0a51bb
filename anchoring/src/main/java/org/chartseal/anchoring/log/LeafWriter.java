package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Writes the fields of W, V and S: big endian. */
final class LeafWriter {
    private byte[] out = new byte[256];
    private int length;

    LeafWriter u8(int value) {
        reserve(1)[length++] = (byte) value;
        return this;
    }

    LeafWriter u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    LeafWriter u32(int value) {
        return u16(value >>> 16).u16(value);
    }

    LeafWriter i64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    LeafWriter bytes(byte[] bytes) {
        System.arraycopy(bytes, 0, reserve(bytes.length), length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** 32 bytes, nothing else. */
    LeafWriter hash(byte[] hash) {
        return bytes(Hashes.exact("hash", hash));
    }

    LeafWriter lp16(String text) {
        ByteBuffer utf8;
        try {
            utf8 = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new LeafFormatException("expected text that UTF-8 can encode");
        }
        if (utf8.remaining() > 0xffff) {
            throw new LeafFormatException("expected at most 65535 bytes of text, found " + utf8.remaining());
        }
        byte[] bytes = new byte[utf8.remaining()];
        utf8.get(bytes);
        return u16(bytes.length).bytes(bytes);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, length);
    }

    private byte[] reserve(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, length + more));
        }
        return out;
    }
}
