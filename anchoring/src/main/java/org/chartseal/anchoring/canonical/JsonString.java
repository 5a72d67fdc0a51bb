package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** A JSON string, decoded only when asked for: without escapes its source bytes already are canonical. */
public final class JsonString implements JsonValue {
    private final byte[] source;
    private final int start;
    private final int end;
    private @Nullable String text;

    JsonString(byte[] source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    JsonString(String decoded) {
        this(new byte[0], 0, 0);
        this.text = decoded;
    }

    /** The characters the string stands for. */
    public String text() {
        String known = text;
        return known != null ? known : decode();
    }

    private String decode() {
        String decoded = new String(source, start, end - start, UTF_8);
        text = decoded;
        return decoded;
    }

    void writeTo(CanonicalWriter out) {
        // A non-empty source range means that the reader saw no escape in it.
        if (end > start) {
            out.quoted(source, start, end);
        } else {
            out.string(text());
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
