package org.chartseal.anchoring.cli;

import org.chartseal.anchoring.proof.AnyProofFile;
import org.chartseal.anchoring.proof.PatientProofFile;
import org.chartseal.anchoring.proof.PatientProofVerifier;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.ProofVerifier;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.Verification;
import org.jspecify.annotations.Nullable;

/** What {@code verify --json} prints, without files and without a new command for each of ten thousand cases. */
public final class CommandLineVerdict {
    private CommandLineVerdict() {}

    /** The line of JSON, or {@code refused: } and why. */
    public static String of(byte[] trust, byte[] proof, byte @Nullable [] copy) {
        try {
            return Report.json(verification(trust, proof, copy));
        } catch (ProofFormatException refused) {
            return "refused: " + refused.getMessage();
        }
    }

    /** The result itself. */
    public static Verification verification(byte[] trust, byte[] proof, byte @Nullable [] copy) {
        TrustFile trusted = TrustFile.parse(trust);
        AnyProofFile file = AnyProofFile.parse(proof);
        if (file instanceof PatientProofFile patient) {
            if (copy != null) {
                throw new ProofFormatException("expected no copy beside the proof of a whole patient");
            }
            return new PatientProofVerifier(trusted).verify(patient, null, null);
        }
        return new ProofVerifier(trusted).verify((ProofFile) file, copy, null, null);
    }
}
