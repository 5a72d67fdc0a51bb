package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import java.util.Locale;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/** Signs with a key held in this process's memory. Signatures are deterministic (RFC 6979). */
public final class LocalSigner implements Signer {
    private final Credentials credentials;
    private final String address;

    private LocalSigner(Credentials credentials) {
        this.credentials = credentials;
        this.address = credentials.getAddress().toLowerCase(Locale.ROOT);
    }

    /**
     * A signer with this key.
     *
     * @param key 32 bytes, from 1 to the order of secp256k1 less one; copied
     * @throws IllegalArgumentException if it is no such key; the message does not show it
     */
    public static LocalSigner of(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("signing key: expected 32 bytes, found " + key.length);
        }
        BigInteger scalar = new BigInteger(1, key);
        if (scalar.signum() == 0 || scalar.compareTo(Sign.CURVE_PARAMS.getN()) >= 0) {
            throw new IllegalArgumentException(
                    "signing key: expected a number from 1 to the order of secp256k1 less one, found one outside");
        }
        return new LocalSigner(Credentials.create(ECKeyPair.create(scalar)));
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public byte[] sign(RawTransaction transaction) {
        return TransactionEncoder.signMessage(transaction, credentials);
    }

    @Override
    public String toString() {
        return "LocalSigner[address=" + address + ", key=[REDACTED]]";
    }
}
