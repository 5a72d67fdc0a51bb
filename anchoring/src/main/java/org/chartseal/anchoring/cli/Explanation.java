package org.chartseal.anchoring.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.log.SubjectRole;
import org.chartseal.anchoring.proof.AnchorEvidence;
import org.chartseal.anchoring.proof.AnyProofFile;
import org.chartseal.anchoring.proof.ErasureProof;
import org.chartseal.anchoring.proof.LeafOpening;
import org.chartseal.anchoring.proof.Opening;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.ProofFile;
import org.jspecify.annotations.Nullable;

/** What a proof file says, in plain words: claims of whoever wrote it, cleaned of what could steer a terminal. */
final class Explanation {
    static final String NOTICE = "The file's own words, nothing checked.";

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

    private final List<Line> lines = new ArrayList<>();

    private Explanation() {}

    /** One thing that the file says. */
    record Line(String what, String says) {
        Map<String, String> json() {
            Map<String, String> json = new LinkedHashMap<>();
            json.put("what", what);
            json.put("says", says);
            return json;
        }
    }

    static List<Line> of(AnyProofFile file) {
        Explanation explanation = new Explanation();
        if (file instanceof PatientProofFile patient) {
            explanation.patient(patient);
        } else {
            explanation.proof((ProofFile) file);
        }
        return explanation.lines;
    }

    private void proof(ProofFile file) {
        say("file", "proof of one leaf");
        leaf(file.leafIndex(), file.leaf(), file.content(), file.erasure());
        log(file.treeSize(), file.checkpoint(), file.anchors());
        evidence(file.evidence());
    }

    private void patient(PatientProofFile file) {
        say("file", "proof of the whole patient " + file.patient());
        say("snapshot", "leaf " + file.snapshot().leafIndex());
        say("leaves shown", Integer.toString(file.leaves().size()));
        file.leaves().forEach(leaf -> leaf(leaf.leafIndex(), leaf.leaf(), leaf.content(), leaf.erasure()));
        log(file.treeSize(), file.checkpoint(), file.anchors());
        evidence(file.evidence());
    }

    private void leaf(long index, LeafOpening leaf, @Nullable String content, @Nullable ErasureProof erasure) {
        say("leaf", Long.toString(index));
        if (leaf.write() instanceof Opened opened) {
            write(opened);
        } else {
            say("what was written", "hidden");
        }
        long hidden = 0;
        for (Opening opening : leaf.subjects()) {
            if (opening instanceof Opened opened) {
                subject(opened);
            } else {
                hidden++;
            }
        }
        if (hidden > 0) {
            say("other subjects", hidden + " hidden");
        }
        say("content", content == null ? "not shown" : content.length() + " characters shown");
        if (erasure != null) {
            say("erasure", "by leaf " + erasure.leafIndex() + ", authorised by " + erasure.authorization());
        }
    }

    private void write(Opened opened) {
        try {
            LeafWrite write = LeafWrite.decode(opened.bytes());
            say("kind", write.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            if (write.kind().ofResource()) {
                say("resource", write.resource() + ", version " + write.versionId());
            }
            say("written", Instant.ofEpochMilli(write.lastUpdatedMs()) + " by the server's clock");
        } catch (LeafFormatException e) {
            say("what was written", "in an unknown format: " + e.getMessage());
        }
    }

    private void subject(Opened opened) {
        try {
            SubjectLink link = SubjectLink.decode(opened.bytes());
            String role = link.role() == SubjectRole.IN ? "about " : "no longer about ";
            say("subject", role + link.subject() + ", number " + link.subjectSeq() + " of that chain");
        } catch (LeafFormatException e) {
            say("subject", "in an unknown format: " + e.getMessage());
        }
    }

    private void log(long treeSize, String checkpoint, List<AnchorEvidence> anchors) {
        say("tree", treeSize + " leaves");
        try {
            SignedCheckpoint note = SignedCheckpoint.parse(checkpoint);
            say("log", note.checkpoint().origin());
            note.signatures().stream()
                    .map(NoteSignature::keyName)
                    .forEach(name -> say("signature in the name of", name));
        } catch (CheckpointFormatException e) {
            say("checkpoint", "malformed: " + e.getMessage());
        }
        if (anchors.isEmpty()) {
            say("anchor", "none");
        }
        anchors.forEach(this::anchor);
    }

    private void anchor(AnchorEvidence anchor) {
        long seconds = anchor.anchor().blockTime();
        String time = seconds > LAST_SECOND
                ? seconds + " s"
                : Instant.ofEpochSecond(seconds).toString();
        say(
                "anchor",
                anchor.ledger().name().toLowerCase(Locale.ROOT) + " chain "
                        + anchor.identity().chainId() + ", contract "
                        + anchor.identity().contract() + ", block "
                        + anchor.anchor().blockNumber() + " of " + time + ", "
                        + anchor.anchor().treeSize() + " leaves");
    }

    private void evidence(@Nullable List<EvidenceItem> items) {
        if (items != null) {
            items.forEach(item -> say("evidence", EvidenceExplanation.of(item)));
        }
    }

    private void say(String what, String says) {
        lines.add(new Line(what, INVISIBLE.matcher(says).replaceAll("?")));
    }
}
