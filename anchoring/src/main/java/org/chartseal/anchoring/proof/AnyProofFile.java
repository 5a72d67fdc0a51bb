package org.chartseal.anchoring.proof;

/** A proof file of either sort, told apart by its field {@code patient}. */
public sealed interface AnyProofFile permits ProofFile, PatientProofFile {
    /**
     * Reads a file, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed, or the format or an algorithm is not
     *     this one
     */
    static AnyProofFile parse(byte[] json) {
        return PatientProofFile.isMeantBy(json) ? PatientProofFile.parse(json) : ProofFile.parse(json);
    }
}
