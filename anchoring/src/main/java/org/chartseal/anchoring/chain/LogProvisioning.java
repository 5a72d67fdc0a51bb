package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.ContractUtils;

/**
 * Finds a log on a chain, or makes it: contract first, log second. Both have an address and an id that follow from the
 * publisher's key alone, so that whoever was stopped on the way finds at the next start what is there and makes only
 * what is missing; there is never a second log.
 */
public final class LogProvisioning {
    private static final String NO_CODE = "0x";
    private static final byte[] LOG_NONCE = new byte[32];
    private static final Duration POLL = Duration.ofMillis(200);

    private final EthereumNode node;
    private final Signer publisher;
    private final LogRules rules;
    private final Duration patience;

    /**
     * Provisioning for one publisher.
     *
     * @param rules of the log, if it is made: they go into its id
     * @param patience how long to wait for each transaction to be mined
     */
    public LogProvisioning(EthereumNode node, Signer publisher, LogRules rules, Duration patience) {
        this.node = node;
        this.publisher = publisher;
        this.rules = rules;
        this.patience = patience;
    }

    /**
     * Finds or makes the log in a contract that this publisher deploys with the first transaction of its account.
     *
     * @param originHash SHA-256 of the log's origin, 32 bytes
     * @throws IOException if the node fails, a transaction is not mined in time (call again), or the account has been
     *     used for something else
     */
    public ChainIdentity deployAndCreate(byte[] originHash) throws IOException {
        String contract = EthereumNode.lower(
                ContractUtils.generateContractAddress(publisher.address(), java.math.BigInteger.ZERO));
        if (node.code(contract).equals(NO_CODE)) {
            long nonce = node.nonce(publisher.address());
            if (nonce != 0) {
                throw new IOException("contract " + contract + ": expected code there or an unused account "
                        + publisher.address() + ", found no code and nonce " + nonce);
            }
            submit(0, null, AnchorContract.creationCode());
            await("contract " + contract, () -> !node.code(contract).equals(NO_CODE));
        }
        return create(contract, originHash);
    }

    /**
     * Finds or makes the log in a contract that is there.
     *
     * @param address of the contract, 0x and 40 hex digits
     * @param originHash SHA-256 of the log's origin, 32 bytes
     * @throws IOException if the node fails, the code at the address is not this version's, or the transaction is not
     *     mined in time (call again)
     */
    public ChainIdentity create(String address, byte[] originHash) throws IOException {
        String contract = EthereumNode.lower(address);
        long chainId = node.chainId();
        String logId = AnchorContract.logId(chainId, contract, publisher.address(), originHash, LOG_NONCE, rules);
        ChainIdentity identity = new EthereumAnchorReader(node, contract, logId).identity();
        if (!identity.codeHash().equals(AnchorContract.codeHash())) {
            throw new IOException("contract " + contract + ": expected code " + AnchorContract.codeHash() + ", found "
                    + identity.codeHash());
        }
        if (!exists(identity)) {
            submit(node.nonce(publisher.address()), contract, AnchorContract.createLog(originHash, LOG_NONCE, rules));
            await("log " + logId, () -> exists(identity));
        }
        return identity;
    }

    private boolean exists(ChainIdentity identity) throws IOException {
        return node.call(identity.contract(), AnchorContract.exists(identity.logId()))
                .endsWith("1");
    }

    /** Sends what may have been sent before: then the node says so, and waiting is all there is to do. */
    private void submit(long nonce, @Nullable String to, String data) throws IOException {
        long gas = node.estimateGas(publisher.address(), to, data);
        AnchorChain.Signed signed = EthereumChain.sign(
                publisher, node.chainId(), to == null ? "" : to, data, nonce, gas, node.marketFees());
        try {
            node.sendRaw("0x" + java.util.HexFormat.of().formatHex(signed.raw()));
        } catch (NodeRefusal e) {
            if (!e.isAlreadyKnown() && !e.isFeeTooLow() && !e.isNonceTooLow()) {
                throw e;
            }
        }
    }

    private void await(String what, Condition condition) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(what + ": expected to be mined within " + patience + ", found it is not yet");
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(what + ": interrupted while waiting for it to be mined", e);
            }
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }
}
