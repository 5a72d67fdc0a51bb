package org.chartseal.anchoring.witness;

import java.io.IOException;
import java.util.Optional;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TilePath;

/** The log as a witness reaches it. Nothing that it answers is believed. */
public interface WitnessedLog {
    /** The newest signed checkpoint. */
    SignedCheckpoint checkpoint() throws IOException;

    /** The log's proof that its tree of {@code to} leaves continues that of {@code from}. */
    ConsistencyProof consistency(long from, long to) throws IOException;

    /** A bundle of entries (C2SP tlog-tiles), each behind its length of two bytes. */
    byte[] entries(TilePath bundle) throws IOException;

    /** The checkpoint that waits for its members' signatures, empty if none does. */
    Optional<AttestationRequest> wanted() throws IOException;

    /**
     * Hands in a signature for the chain, and the line that cosigns the checkpoint, if there is one.
     *
     * @throws IOException if they were not taken, both of them
     */
    void attest(AttestationRequest request, MemberSignature signature, Optional<NoteSignature> cosignature)
            throws IOException;
}
