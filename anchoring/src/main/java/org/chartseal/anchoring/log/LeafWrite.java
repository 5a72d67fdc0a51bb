package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.SubjectRule;

/**
 * W, what was written (integrity log, section 2).
 *
 * @param canonId number of the canonical form, 1 for fhir-jcs-lex/1
 * @param subjectRuleId number of the subject rule
 * @param origin the log's origin line
 * @param type resource type; empty unless the kind is of a resource
 * @param id logical id, likewise
 * @param versionId version, likewise
 * @param lastUpdatedMs milliseconds since 1970-01-01T00:00:00Z
 * @param contentHash 32 bytes, zeros if unused
 * @param metaHash 32 bytes, zeros if unused
 * @param authHash 32 bytes: hash of the authorising record, zeros if unused
 * @param extensions ascending by tag, each tag once
 */
public record LeafWrite(
        LeafKind kind,
        int canonId,
        int subjectRuleId,
        String origin,
        String type,
        String id,
        String versionId,
        long lastUpdatedMs,
        byte[] contentHash,
        byte[] metaHash,
        byte[] authHash,
        List<LeafExtension> extensions) {
    /** The number of {@code fhir-jcs-lex/1}. */
    public static final int CANON_ID = 1;

    private static final byte[] MAGIC = "FHIRLGv1".getBytes(US_ASCII);

    public LeafWrite {
        Hashes.exact("contentHash", contentHash);
        Hashes.exact("metaHash", metaHash);
        Hashes.exact("authHash", authHash);
        extensions = List.copyOf(extensions);
        for (int i = 1; i < extensions.size(); i++) {
            if (extensions.get(i - 1).tag() >= extensions.get(i).tag()) {
                throw new LeafFormatException("expected extension tags to ascend, found "
                        + extensions.get(i - 1).tag() + " before "
                        + extensions.get(i).tag());
            }
        }
    }

    /** A version of a resource: kind 1. */
    public static LeafWrite version(
            String origin, String type, String id, String versionId, long lastUpdatedMs, CanonicalResource resource) {
        return of(
                LeafKind.VERSION,
                origin,
                type,
                id,
                versionId,
                lastUpdatedMs,
                resource.contentHash(),
                resource.metaHash());
    }

    /** A FHIR delete: kind 2, without content. */
    public static LeafWrite delete(String origin, String type, String id, String versionId, long lastUpdatedMs) {
        return of(LeafKind.DELETE, origin, type, id, versionId, lastUpdatedMs, Hashes.zeros(), Hashes.zeros());
    }

    /**
     * An event: kinds 4 to 8.
     *
     * @param canonicalEvent canonical JSON, as {@code Canonicalizer.canonicalizeObject} makes it
     */
    public static LeafWrite event(LeafKind kind, String origin, long timeMs, byte[] canonicalEvent) {
        if (!kind.ofEvent()) {
            throw new LeafFormatException("expected a kind from 4 to 8, found " + kind.code());
        }
        return of(kind, origin, "", "", "", timeMs, CanonicalResource.contentHash(canonicalEvent), Hashes.zeros());
    }

    /**
     * An erasure of one leaf's opening: kind 3.
     *
     * @param authHash {@code CanonicalResource.contentHash} of the canonical authorising record
     */
    public static LeafWrite erasure(String origin, long timeMs, long erasedIndex, byte[] authHash) {
        return new LeafWrite(
                LeafKind.ERASURE,
                CANON_ID,
                SubjectRule.ID,
                origin,
                "",
                "",
                "",
                timeMs,
                Hashes.zeros(),
                Hashes.zeros(),
                authHash,
                List.of(new LeafExtension(
                        LeafExtension.ERASED_INDEX,
                        new LeafWriter().i64(erasedIndex).toByteArray())));
    }

    private static LeafWrite of(
            LeafKind kind,
            String origin,
            String type,
            String id,
            String versionId,
            long timeMs,
            byte[] contentHash,
            byte[] metaHash) {
        return new LeafWrite(
                kind,
                CANON_ID,
                SubjectRule.ID,
                origin,
                type,
                id,
                versionId,
                timeMs,
                contentHash,
                metaHash,
                Hashes.zeros(),
                List.of());
    }

    /** The chain a version stands in, such as {@code Observation/o1}. */
    public String resource() {
        return type + "/" + id;
    }

    /** The index that a kind 3 leaf erases; empty if W says none or says it malformed. */
    public OptionalLong erasedIndex() {
        for (LeafExtension extension : extensions) {
            if (extension.tag() == LeafExtension.ERASED_INDEX && extension.value().length == Long.BYTES) {
                return OptionalLong.of(new LeafReader(extension.value()).i64());
            }
        }
        return OptionalLong.empty();
    }

    /** The bytes that are committed to. */
    public byte[] encode() {
        LeafWriter out = new LeafWriter()
                .bytes(MAGIC)
                .u8(kind.code())
                .u8(canonId)
                .u8(subjectRuleId)
                .lp16(origin)
                .lp16(type)
                .lp16(id)
                .lp16(versionId)
                .i64(lastUpdatedMs)
                .bytes(contentHash)
                .bytes(metaHash)
                .bytes(authHash)
                .u16(extensions.size());
        for (LeafExtension extension : extensions) {
            out.u16(extension.tag()).u32(extension.value().length).bytes(extension.value());
        }
        return out.toByteArray();
    }

    /**
     * Reads W, strictly.
     *
     * @throws LeafFormatException unless the bytes are exactly one W
     */
    public static LeafWrite decode(byte[] bytes) {
        LeafReader in = new LeafReader(bytes);
        if (!Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw new LeafFormatException("expected W to begin with FHIRLGv1");
        }
        LeafKind kind = LeafKind.of(in.u8());
        int canonId = in.u8();
        int subjectRuleId = in.u8();
        String origin = in.lp16();
        String type = in.lp16();
        String id = in.lp16();
        String versionId = in.lp16();
        long lastUpdatedMs = in.i64();
        byte[] contentHash = in.bytes(32);
        byte[] metaHash = in.bytes(32);
        byte[] authHash = in.bytes(32);
        List<LeafExtension> extensions = new ArrayList<>();
        for (int count = in.u16(); count > 0; count--) {
            extensions.add(new LeafExtension(in.u16(), in.bytes(in.u32())));
        }
        in.end();
        return new LeafWrite(
                kind,
                canonId,
                subjectRuleId,
                origin,
                type,
                id,
                versionId,
                lastUpdatedMs,
                contentHash,
                metaHash,
                authHash,
                extensions);
    }
}
