package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;

/** Signs with a key held in this process's memory. Signatures are deterministic (RFC 6979). */
public final class LocalSigner implements Signer, StatementSigner {
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
    public MemberSignature sign(Statement statement) {
        Sign.SignatureData signature = Sign.signMessage(statement.digest(), credentials.getEcKeyPair(), false);
        byte[] compact = Arrays.copyOf(signature.getR(), MemberSignature.LENGTH);
        System.arraycopy(signature.getS(), 0, compact, 32, 32);
        if (signature.getV()[0] == 28) {
            compact[32] |= (byte) 0x80;
        }
        return new MemberSignature(address, compact);
    }

    @Override
    public String toString() {
        return "LocalSigner[address=" + address + ", key=[REDACTED]]";
    }
}
