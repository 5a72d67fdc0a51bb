package org.chartseal.anchoring.canonical;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * A resource in canonical form {@code fhir-jcs-lex/1} (integrity log, sections 1 and 2).
 *
 * @param content canonical bytes of the resource without root meta
 * @param meta canonical bytes of meta without versionId and lastUpdated; null if absent or nothing else is in it
 */
public record CanonicalResource(byte[] content, byte @Nullable [] meta) {
    private static final byte[] CONTENT = "fhir-jcs-lex/1\0".getBytes(US_ASCII);
    private static final byte[] META = "fhir-jcs-lex/1#meta\0".getBytes(US_ASCII);

    /** SHA-256("fhir-jcs-lex/1" 00 || content). */
    public byte[] contentHash() {
        return contentHash(content);
    }

    /** SHA-256("fhir-jcs-lex/1#meta" 00 || meta), 32 zeros without meta. */
    public byte[] metaHash() {
        return metaHash(meta);
    }

    /** The hash of canonical bytes: of a resource, an event or an authorising record. */
    public static byte[] contentHash(byte[] canonical) {
        return Sha256.hash(CONTENT, canonical);
    }

    /** The hash of canonical meta bytes, 32 zeros for null. */
    public static byte[] metaHash(byte @Nullable [] canonicalMeta) {
        return canonicalMeta == null ? new byte[Sha256.LENGTH] : Sha256.hash(META, canonicalMeta);
    }
}
