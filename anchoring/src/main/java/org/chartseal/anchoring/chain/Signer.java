package org.chartseal.anchoring.chain;

import java.io.IOException;
import org.web3j.crypto.RawTransaction;

/** Holds the publisher's key, here or on a remote signer. Implementations must be safe for use by several threads. */
public interface Signer {
    /** Address of the key, 0x and 40 lower-case hex digits. */
    String address();

    /**
     * Signs a transaction with a fee market (EIP-1559), which names its chain id itself.
     *
     * @return the signed transaction as it is sent
     * @throws IOException if a remote signer cannot be reached or refuses
     */
    byte[] sign(RawTransaction transaction) throws IOException;
}
