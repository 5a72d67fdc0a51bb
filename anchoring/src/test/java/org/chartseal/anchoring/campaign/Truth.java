package org.chartseal.anchoring.campaign;

import java.util.Objects;
import org.chartseal.anchoring.proof.AnyProofFile;
import org.chartseal.anchoring.proof.PatientLeaf;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TestProofs;
import org.jspecify.annotations.Nullable;

/** What the log really holds, to tell whether a file shows something else. */
final class Truth {
    private final RandomHospital hospital;
    private final TestProofs log;

    Truth(RandomHospital hospital) {
        this.hospital = hospital;
        this.log = hospital.log;
    }

    /** Whether a text is shown for a leaf of the log that is not this leaf's own. */
    boolean contradictedBy(AnyProofFile file) {
        if (file instanceof ProofFile proof) {
            return other(proof.leafIndex(), proof.content(), proof.meta());
        }
        PatientProofFile patient = (PatientProofFile) file;
        return otherEvent(patient.snapshot().leafIndex(), patient.snapshot().event())
                || patient.leaves().stream().anyMatch(this::other);
    }

    /** Whether the file says of a patient whom the log does not know that it does not know them. */
    boolean isOfNobody(AnyProofFile file) {
        return file instanceof PatientProofFile patient
                && patient.leaves().isEmpty()
                && !RandomHospital.PATIENTS.contains(patient.patient().substring("Patient/".length()));
    }

    private boolean other(PatientLeaf leaf) {
        return other(leaf.leafIndex(), leaf.content(), leaf.meta());
    }

    private boolean otherEvent(long index, String event) {
        return index < hospital.size() && !event.equals(log.content(index));
    }

    private boolean other(long index, @Nullable String content, @Nullable String meta) {
        if (index >= hospital.size()) {
            return false;
        }
        boolean otherContent = content != null && !content.equals(log.content(index));
        boolean otherMeta = (content != null || meta != null) && !Objects.equals(meta, log.meta(index));
        return otherContent || otherMeta;
    }
}
