package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.jspecify.annotations.Nullable;

/**
 * A proof about one leaf, complete in itself in format 1 (specification, section 6), or with evidence in format 2.
 *
 * @param content canonical JSON under W's contentHash: the resource, or the event of kinds 4 to 8; null if not given
 * @param meta canonical meta under W's metaHash; null if there is none
 * @param treeSize leaves of the checkpoint's tree, which is the tree that was anchored
 * @param path inclusion path, 32 bytes each
 * @param checkpoint signed note, verbatim
 * @param anchors claims about where the checkpoint's root is anchored; none while it is not
 * @param evidence what is shown for the anchors, in format 2; null in format 1
 * @param erasure why the leaf does not open; null if it was not erased
 * @param spec SHA-256 of the specification that the writer followed, in hex; null if it does not say
 */
public record ProofFile(
        long leafIndex,
        LeafOpening leaf,
        @Nullable String content,
        @Nullable String meta,
        long treeSize,
        List<byte[]> path,
        String checkpoint,
        List<AnchorEvidence> anchors,
        @Nullable List<EvidenceItem> evidence,
        @Nullable ErasureProof erasure,
        @Nullable String spec)
        implements AnyProofFile {
    private static final String CANON = "fhir-jcs-lex/1";
    private static final String HASH = "SHA-256";

    public ProofFile {
        path = List.copyOf(path);
        anchors = List.copyOf(anchors);
        evidence = evidence == null ? null : List.copyOf(evidence);
    }

    /** The same in format 2, with what is shown for the anchors. */
    public ProofFile withEvidence(List<EvidenceItem> shown) {
        return new ProofFile(
                leafIndex,
                leaf,
                content,
                meta,
                treeSize,
                path,
                checkpoint,
                anchors,
                shown,
                erasure,
                spec == null ? null : Specification.digest(EvidenceText.FORMAT_2));
    }

    /** A file by this version's specification. */
    public ProofFile(
            long leafIndex,
            LeafOpening leaf,
            @Nullable String content,
            @Nullable String meta,
            long treeSize,
            List<byte[]> path,
            String checkpoint,
            List<AnchorEvidence> anchors,
            @Nullable ErasureProof erasure) {
        this(
                leafIndex,
                leaf,
                content,
                meta,
                treeSize,
                path,
                checkpoint,
                anchors,
                null,
                erasure,
                Specification.digest());
    }

    /** The file's text: one JSON object and a line feed. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", EvidenceText.format(evidence));
        json.put("canon", CANON);
        json.put("hash", HASH);
        Map<String, Object> opened = new LinkedHashMap<>();
        opened.put("index", Long.toString(leafIndex));
        leaf.writeTo(opened);
        json.put("leaf", opened);
        if (content != null) {
            json.put("content", content);
        }
        if (meta != null) {
            json.put("meta", meta);
        }
        json.put("treeSize", Long.toString(treeSize));
        json.put("path", path.stream().map(Hex::of).toList());
        json.put("checkpoint", checkpoint);
        json.put("anchors", anchors.stream().map(AnchorEvidence::json).toList());
        EvidenceText.write(evidence, json);
        if (erasure != null) {
            json.put("erasure", erasure.json());
        }
        Specification.write(spec, json);
        return JsonText.of(json) + "\n";
    }

    /**
     * Reads a file, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed, or the format or an algorithm is not
     *     this one
     */
    public static ProofFile parse(byte[] json) {
        return Fields.read(json, "proof", ProofFile::read);
    }

    private record IndexedLeaf(long index, LeafOpening leaf) {}

    private static ProofFile read(Fields fields) {
        boolean second = EvidenceText.isSecondFormat(fields);
        fields.constant("canon", CANON);
        fields.constant("hash", HASH);
        IndexedLeaf leaf =
                fields.object("leaf", inner -> new IndexedLeaf(inner.number("index"), LeafOpening.read(inner)));
        return new ProofFile(
                leaf.index(),
                leaf.leaf(),
                fields.optionalText("content"),
                fields.optionalText("meta"),
                fields.number("treeSize"),
                fields.hashes("path"),
                fields.text("checkpoint"),
                fields.objects("anchors", AnchorEvidence::read),
                second ? EvidenceText.read(fields) : null,
                fields.has("erasure") ? fields.object("erasure", ErasureProof::read) : null,
                Specification.read(fields));
    }
}
