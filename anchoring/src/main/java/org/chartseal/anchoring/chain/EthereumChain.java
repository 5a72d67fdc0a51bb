package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionDecoder;

/** One log on an EVM chain, reached through web3j. */
public final class EthereumChain implements AnchorChain {
    /** No anchor takes a hundredth of it; a block of a public chain holds about as much. */
    private static final long MOST_GAS = 30_000_000;

    private final EthereumNode node;
    private final ChainIdentity identity;
    private final Signer signer;
    private final EthereumView view;
    private volatile @Nullable LogRules rules;

    /**
     * A log that this signer publishes.
     *
     * @param identity which log; its chain id goes into every signature
     */
    public EthereumChain(EthereumNode node, ChainIdentity identity, Signer signer) {
        this.node = node;
        this.identity = identity;
        this.signer = signer;
        this.view = new EthereumView(node, identity);
    }

    @Override
    public AnchorReader reader() {
        return view.reader();
    }

    @Override
    public LogHead logHead() throws IOException {
        return view.logHead();
    }

    @Override
    public LogHead logHeadAt(long blockNumber) throws IOException {
        return view.logHeadAt(blockNumber);
    }

    @Override
    public long blockNumber() throws IOException {
        return view.blockNumber();
    }

    @Override
    public long finalizedNumber() throws IOException {
        return view.finalizedNumber();
    }

    @Override
    public Optional<String> blockHash(long number) throws IOException {
        return view.blockHash(number);
    }

    @Override
    public long nextNonce() throws IOException {
        return Untrusted.read(() -> node.nonce(signer.address()));
    }

    @Override
    public Fees marketFees() throws IOException {
        return Untrusted.read(() -> node.marketFees());
    }

    @Override
    public LogRules rules(LogHead head) throws IOException {
        LogRules known = rules;
        if (known == null || !known.hash().equals(head.rulesHash())) {
            known = Untrusted.read(() -> RulesEvents.find(node, identity, head.rulesHash()));
            rules = known;
        }
        return known;
    }

    @Override
    public Signed sign(Append append, long nonce, Fees fees) throws IOException {
        return sign(AnchorContract.anchor(identity.logId(), append), nonce, fees);
    }

    @Override
    public Signed signAgain(Attempt attempt, long nonce, Fees fees) throws IOException {
        String raw = "0x" + HexFormat.of().formatHex(attempt.raw());
        return sign(TransactionDecoder.decode(raw).getData(), nonce, fees);
    }

    private Signed sign(String data, long nonce, Fees fees) throws IOException {
        long gas = Untrusted.read(() -> node.estimateGas(signer.address(), identity.contract(), data));
        long least = intrinsicGas(data);
        if (gas < least || gas > MOST_GAS) {
            throw new IOException(
                    "eth_estimateGas: expected from " + least + " to " + MOST_GAS + " of gas, found " + gas);
        }
        return sign(signer, identity.chainId(), identity.contract(), data, nonce, gas, fees);
    }

    /** What the call costs before it begins: with less than that a transaction is refused, and would wait to be replaced. */
    private static long intrinsicGas(String data) {
        long gas = 21_000;
        for (int i = 2; i + 1 < data.length(); i += 2) {
            gas += data.charAt(i) == '0' && data.charAt(i + 1) == '0' ? 4 : 16;
        }
        return gas;
    }

    @Override
    public void send(byte[] raw) throws IOException {
        node.sendRaw("0x" + HexFormat.of().formatHex(raw));
    }

    /**
     * @param gas as estimated; a quarter is added, for the state may change till it is mined
     */
    static Signed sign(Signer signer, long chainId, String to, String data, long nonce, long gas, Fees fees)
            throws IOException {
        byte[] raw = signer.sign(RawTransaction.createTransaction(
                chainId,
                BigInteger.valueOf(nonce),
                BigInteger.valueOf(gas + gas / 4),
                to,
                BigInteger.ZERO,
                data,
                fees.maxPriorityFee(),
                fees.maxFee()));
        return new Signed(raw, "0x" + HexFormat.of().formatHex(Hash.sha3(raw)));
    }
}
