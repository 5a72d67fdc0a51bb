package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/** Writes values without white space, members in order, strings escaped as RFC 8785 section 3.2.2.2 says. */
final class CanonicalWriter {
    private static final String HEX = "0123456789abcdef";

    private byte[] out;
    private int length;

    CanonicalWriter(int expected) {
        this.out = new byte[Math.max(64, expected)];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(out, length);
    }

    void value(JsonValue value) {
        if (value instanceof JsonObject object) {
            object(object, List.of());
        } else if (value instanceof JsonArray array) {
            array(array);
        } else if (value instanceof JsonString string) {
            string.writeTo(this);
        } else if (value instanceof JsonNumber number) {
            raw(number.lexeme().getBytes(ISO_8859_1));
        } else {
            raw(((JsonLiteral) value).bytes());
        }
    }

    /** Writes an object without the members of these names. */
    void object(JsonObject object, List<String> without) {
        put('{');
        boolean first = true;
        for (JsonMember member : object.sorted()) {
            if (!without.contains(member.name())) {
                if (!first) {
                    put(',');
                }
                first = false;
                string(member.name());
                put(':');
                value(member.value());
            }
        }
        put('}');
    }

    private void array(JsonArray array) {
        put('[');
        for (int i = 0; i < array.values().size(); i++) {
            if (i > 0) {
                put(',');
            }
            value(array.values().get(i));
        }
        put(']');
    }

    void string(String text) {
        reserve(text.length() + 2);
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i = nonAscii(text, i);
            } else if (c < 0x20 || c == '"' || c == '\\') {
                escape(c);
            } else {
                put(c);
            }
        }
        put('"');
    }

    private int nonAscii(String text, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) >= 0x80) {
            to++;
        }
        raw(text.substring(from, to).getBytes(UTF_8));
        return to - 1;
    }

    private void escape(char c) {
        put('\\');
        int known = "\"\\\b\f\n\r\t".indexOf(c);
        if (known >= 0) {
            put("\"\\bfnrt".charAt(known));
        } else {
            put('u');
            put('0');
            put('0');
            put(HEX.charAt(c >> 4));
            put(HEX.charAt(c & 0xf));
        }
    }

    void quoted(byte[] source, int start, int end) {
        reserve(end - start + 2);
        out[length++] = '"';
        System.arraycopy(source, start, out, length, end - start);
        length += end - start;
        out[length++] = '"';
    }

    private void raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
    }

    private void put(char c) {
        reserve(1);
        out[length++] = (byte) c;
    }

    private void reserve(int more) {
        if (out.length - length < more) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
        }
    }
}
