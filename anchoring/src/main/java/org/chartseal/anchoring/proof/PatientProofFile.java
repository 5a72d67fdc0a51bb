package org.chartseal.anchoring.proof;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.map.MapProof;
import org.jspecify.annotations.Nullable;

/**
 * A proof of all that a log holds of one patient, complete in itself, in format 1 (specification, section 7), or with
 * evidence in format 2.
 *
 * @param patient such as {@code Patient/p1}
 * @param snapshot the map by which the patient's chain is known to be whole
 * @param head what that map says of the patient's chain
 * @param leaves the chain, in its order; none if the map has no such patient
 * @param treeSize leaves of the checkpoint's tree, which is the tree that was anchored
 * @param checkpoint signed note, verbatim
 * @param anchors claims about where the checkpoint's root is anchored; none while it is not
 * @param evidence what is shown for the anchors, in format 2; null in format 1
 * @param spec SHA-256 of the specification that the writer followed, in hex; null if it does not say
 */
public record PatientProofFile(
        String patient,
        SnapshotProof snapshot,
        MapProof head,
        List<PatientLeaf> leaves,
        long treeSize,
        String checkpoint,
        List<AnchorEvidence> anchors,
        @Nullable List<EvidenceItem> evidence,
        @Nullable String spec)
        implements AnyProofFile {
    private static final String CANON = "fhir-jcs-lex/1";
    private static final String HASH = "SHA-256";
    private static final String PATIENT = "patient";
    private static final Pattern REFERENCE = Pattern.compile("Patient/[A-Za-z0-9.-]{1,64}");

    public PatientProofFile {
        leaves = List.copyOf(leaves);
        anchors = List.copyOf(anchors);
        evidence = evidence == null ? null : List.copyOf(evidence);
    }

    /** The same in format 2, with what is shown for the anchors. */
    public PatientProofFile withEvidence(List<EvidenceItem> shown) {
        return new PatientProofFile(
                patient,
                snapshot,
                head,
                leaves,
                treeSize,
                checkpoint,
                anchors,
                shown,
                spec == null ? null : Specification.digest(EvidenceText.FORMAT_2));
    }

    /** A file by this version's specification. */
    public PatientProofFile(
            String patient,
            SnapshotProof snapshot,
            MapProof head,
            List<PatientLeaf> leaves,
            long treeSize,
            String checkpoint,
            List<AnchorEvidence> anchors) {
        this(patient, snapshot, head, leaves, treeSize, checkpoint, anchors, null, Specification.digest());
    }

    /** Whether a text is meant to be such a file, and no proof of a single leaf. */
    public static boolean isMeantBy(byte[] json) {
        try {
            return JsonReader.readObject(json).get(PATIENT) != null;
        } catch (CanonicalizationException notEvenJson) {
            return false;
        }
    }

    /** Writes the file's text, one JSON object and a line feed, a leaf at a time. */
    public void writeTo(Writer out) throws IOException {
        String frame = JsonText.of(frame());
        out.write(frame, 0, frame.length() - 1);
        out.write(",\"leaves\":[");
        for (int i = 0; i < leaves.size(); i++) {
            out.write(i > 0 ? "," : "");
            out.write(JsonText.of(leaves.get(i).json()));
        }
        out.write("]}\n");
    }

    /** The file's text. */
    public String json() {
        StringWriter out = new StringWriter();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toString();
    }

    private Map<String, Object> frame() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", EvidenceText.format(evidence));
        json.put("canon", CANON);
        json.put("hash", HASH);
        json.put(PATIENT, patient);
        json.put("snapshot", snapshot.json());
        MapProofText.write(head, json);
        json.put("treeSize", Long.toString(treeSize));
        json.put("checkpoint", checkpoint);
        json.put("anchors", anchors.stream().map(AnchorEvidence::json).toList());
        EvidenceText.write(evidence, json);
        Specification.write(spec, json);
        return json;
    }

    /**
     * Reads a file, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed, or the format or an algorithm is not
     *     this one
     */
    public static PatientProofFile parse(byte[] json) {
        return Fields.read(json, "proof", PatientProofFile::read);
    }

    private static PatientProofFile read(Fields fields) {
        boolean second = EvidenceText.isSecondFormat(fields);
        fields.constant("canon", CANON);
        fields.constant("hash", HASH);
        String patient = fields.text(PATIENT);
        if (!REFERENCE.matcher(patient).matches()) {
            throw fields.fail(PATIENT, "a reference such as Patient/p1");
        }
        return new PatientProofFile(
                patient,
                fields.object("snapshot", SnapshotProof::read),
                MapProofText.read(fields),
                fields.objects("leaves", PatientLeaf::read),
                fields.number("treeSize"),
                fields.text("checkpoint"),
                fields.objects("anchors", AnchorEvidence::read),
                second ? EvidenceText.read(fields) : null,
                Specification.read(fields));
    }
}
