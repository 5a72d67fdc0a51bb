package org.chartseal.anchoring.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.chartseal.anchoring.canonical.Sha256;
import org.jspecify.annotations.Nullable;

/** The specifications of the formats, and what a proof file says of the text its writer followed. */
public final class Specification {
    /** Where the text of format 1 is on the class path: UTF-8, Markdown. */
    public static final String RESOURCE = "/org/chartseal/anchoring/spec/format-1.md";

    /** Where the text of what format 2 adds is. */
    public static final String RESOURCE_2 = "/org/chartseal/anchoring/spec/format-2.md";

    private static final String SPEC = "spec";
    private static final String DIGEST = Hex.of(Sha256.hash(read(RESOURCE)));
    private static final String DIGEST_2 = Hex.of(Sha256.hash(read(RESOURCE_2)));

    private Specification() {}

    /** SHA-256 of the bytes of the text of format "1" or "2", 64 lower-case hex digits. */
    public static String digest(String format) {
        return format.equals(EvidenceText.FORMAT_2) ? DIGEST_2 : DIGEST;
    }

    /** SHA-256 of the bytes of the text of format 1, 64 lower-case hex digits. */
    public static String digest() {
        return DIGEST;
    }

    private static byte[] read(String resource) {
        try (InputStream in = Specification.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected " + resource + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(@Nullable String spec, Map<String, Object> json) {
        if (spec != null) {
            json.put(SPEC, spec);
        }
    }

    /** Reads {@code renewals} and {@code spec}, both optional; refuses every renewal, as none is defined yet. */
    static @Nullable String read(Fields fields) {
        if (fields.has("renewals")) {
            fields.objects("renewals", renewal -> {
                throw renewal.unknown("renewal", renewal.text("type"));
            });
        }
        return fields.has(SPEC) ? Hex.of(fields.hex(SPEC, Sha256.LENGTH)) : null;
    }
}
