package org.chartseal.anchoring.canonical;

import java.util.List;

/** Brings JSON into canonical form {@code fhir-jcs-lex/1} (integrity log, section 1). Idempotent and stateless. */
public final class Canonicalizer {
    private static final List<String> ROOT_META = List.of("meta");
    private static final List<String> VOLATILE = List.of("versionId", "lastUpdated");

    private Canonicalizer() {}

    /**
     * Canonicalises a resource, its root meta apart.
     *
     * @throws CanonicalizationException if the text breaks a rule of the form
     */
    public static CanonicalResource canonicalize(byte[] json) {
        return canonicalize(JsonReader.readObject(json), json.length);
    }

    /** Canonicalises a resource that was read before, so that one parse serves this and {@link SubjectRule}. */
    public static CanonicalResource canonicalize(JsonObject root) {
        return canonicalize(root, 2048);
    }

    /**
     * Canonicalises any JSON object and keeps all of it: an event, an authorising record, a resource without meta.
     *
     * @throws CanonicalizationException if the text breaks a rule of the form
     */
    public static byte[] canonicalizeObject(byte[] json) {
        return write(JsonReader.readObject(json), List.of(), json.length);
    }

    private static CanonicalResource canonicalize(JsonObject root, int expected) {
        byte[] content = write(root, ROOT_META, expected);
        JsonValue meta = root.get("meta");
        if (meta == null) {
            return new CanonicalResource(content, null);
        }
        if (!(meta instanceof JsonObject object)) {
            throw new CanonicalizationException(JsonRule.META_NOT_OBJECT, 0);
        }
        byte[] rest = write(object, VOLATILE, 256);
        return new CanonicalResource(content, rest.length == "{}".length() ? null : rest);
    }

    private static byte[] write(JsonObject object, List<String> without, int expected) {
        CanonicalWriter writer = new CanonicalWriter(expected);
        writer.object(object, without);
        return writer.toByteArray();
    }
}
