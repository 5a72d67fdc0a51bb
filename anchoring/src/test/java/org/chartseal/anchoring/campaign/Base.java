package org.chartseal.anchoring.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.log.LeafExtension;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TestProofs;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.chartseal.anchoring.proof.Verdict;

/**
 * An honest proof, with the log it is of.
 *
 * @param index of the leaf, -1 for a whole patient
 * @param verdict its own right verdict
 */
record Base(RandomHospital log, long index, String proof, Verdict verdict) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Of a leaf, or two times in five of a whole patient. */
    static Base random(RandomHospital log, Random random) {
        boolean anchored = random.nextInt(8) > 0;
        if (random.nextInt(5) < 3) {
            long index = random.nextInt((int) log.size());
            boolean erased = log.log.erasures.containsKey(index);
            boolean known =
                    log.log.store.leaf(index).write().extensions().stream().noneMatch(LeafExtension::critical);
            Verdict open = !known ? Verdict.NOT_VERIFIABLE : anchored ? Verdict.VERIFIED : Verdict.PENDING;
            Verdict verdict = erased ? Verdict.ERASED : open;
            return new Base(log, index, log.proof(index, anchored).json(), verdict);
        }
        String patient = random.nextInt(4) == 0
                ? "Patient/nobody" + random.nextInt(100)
                : "Patient/" + RandomHospital.PATIENTS.get(random.nextInt(RandomHospital.PATIENTS.size()));
        PatientProofFile whole = log.proof(patient);
        PatientProofFile file = anchored
                ? whole
                : new PatientProofFile(
                        patient,
                        whole.snapshot(),
                        whole.head(),
                        whole.leaves(),
                        whole.treeSize(),
                        whole.checkpoint(),
                        List.of());
        return new Base(log, -1, file.json(), anchored ? Verdict.VERIFIED : Verdict.PENDING);
    }

    boolean ofPatient() {
        return index < 0;
    }

    /** Whether an exported copy can be compared with it. */
    boolean hasCopy() {
        return !ofPatient()
                && log.log.store.leaf(index).write().kind() == LeafKind.VERSION
                && !log.log.erasures.containsKey(index);
    }

    String copy() {
        return log.log.rest(index);
    }

    ObjectNode tree() {
        return tree(proof);
    }

    /** What {@link ProofFile} and the trust file write has no numbers, so that no mapper can round them. */
    static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] trust() {
        return TestProofs.trust(Evidence.DEVELOPMENT).json().getBytes(UTF_8);
    }

    Mutant unchanged() {
        return new Mutant("none", trust(), proof.getBytes(UTF_8), null, false, false);
    }
}
