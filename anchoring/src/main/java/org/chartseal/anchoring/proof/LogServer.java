package org.chartseal.anchoring.proof;

import java.io.IOException;
import java.util.Optional;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.SignedCheckpoint;

/** The server as it answers now. */
public interface LogServer {
    /** The newest signed checkpoint. */
    SignedCheckpoint checkpoint() throws IOException;

    /** The server's proof that its log of {@code to} leaves continues the one of {@code from}. */
    ConsistencyProof consistency(long from, long to) throws IOException;

    /** A version as REST returns it; empty if the server says there is none. */
    Optional<byte[]> resource(String type, String id, String versionId) throws IOException;

    /** A leaf as the server shows it to auditors of its log; empty if it shows none. */
    Optional<OpenedLeaf> leaf(long index) throws IOException;
}
