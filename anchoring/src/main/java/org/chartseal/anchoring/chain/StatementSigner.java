package org.chartseal.anchoring.chain;

import java.io.IOException;

/** Holds a member's key, here or on a remote signer. Implementations must be safe for use by several threads. */
public interface StatementSigner {
    /** Address of the key, 0x and 40 lower-case hex digits. */
    String address();

    /**
     * Signs a statement, with a low s.
     *
     * @throws IOException if a remote signer cannot be reached or refuses
     */
    MemberSignature sign(Statement statement) throws IOException;
}
