package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.utils.Numeric;

/** Signs test transactions with rising nonces at a fee that is always enough. */
public final class Sender {
    public static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

    private final Signer signer;
    private final long chainId;
    private long nonce;

    public Sender(Signer signer, long chainId, long nonce) {
        this.signer = signer;
        this.chainId = chainId;
        this.nonce = nonce;
    }

    public long nonce() {
        return nonce;
    }

    /** A signed transaction, 0x and hex. An empty {@code to} creates a contract. */
    public String sign(String to, BigInteger value, String data, long gas) throws Exception {
        return Numeric.toHexString(signer.sign(RawTransaction.createTransaction(
                chainId,
                BigInteger.valueOf(nonce++),
                BigInteger.valueOf(gas),
                to,
                value,
                data,
                GWEI,
                GWEI.multiply(BigInteger.valueOf(1000)))));
    }

    /** Forgets the last nonce: its transaction was refused. */
    public void takeBack() {
        nonce--;
    }

    /** Hash of a signed transaction. */
    public static String hash(String raw) {
        return Hash.sha3(raw);
    }
}
