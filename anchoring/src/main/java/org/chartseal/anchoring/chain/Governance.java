package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Brings to the contract what the members of a log have signed. Whoever pays for the transactions decides nothing: the
 * contract takes what enough members signed, from anyone.
 */
public final class Governance implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(500);

    private final EthereumNode node;
    private final ChainIdentity log;
    private final EthereumAnchorReader reader;

    /** For the log that {@code expected} names. */
    public Governance(EthereumNode node, ChainIdentity expected) {
        this.node = node;
        this.log = expected;
        this.reader = new EthereumAnchorReader(node, expected.contract(), expected.logId());
    }

    /** The same, through a node by HTTP. */
    public static Governance open(URI rpc, ChainIdentity expected) {
        return new Governance(EthereumNode.http(rpc, TIMEOUT), expected);
    }

    /**
     * How a log stands.
     *
     * @param rules in force
     */
    public record Standing(LogHead head, LogRules rules, Proposal proposal) {}

    /**
     * How the log stands now.
     *
     * @throws IOException if the node fails or serves another chain or contract, or the log was closed
     */
    public Standing standing() throws IOException {
        ChainIdentity found = reader.identity();
        if (!found.equals(log)) {
            throw new IOException("chain: expected " + log + ", found " + found);
        }
        LogHead head = reader.logHead();
        if (head.rulesHash().equals(LogHead.CLOSED)) {
            throw new IOException("log " + log.logId() + ": expected an open one, found that it was closed");
        }
        EventWords words = new EventWords(node.call(log.contract(), GovernanceCalls.proposalOf(log.logId())));
        return new Standing(
                head,
                RulesEvents.find(node, log, head.rulesHash()),
                new Proposal(words.word(0), words.number(1), words.number(2)));
    }

    /**
     * Proposes what members signed, or takes back what they proposed; mined when this returns.
     *
     * @param signatures of as many members as the rules ask for
     * @return hash of the transaction
     * @throws IOException if the node fails or the contract refuses; the message has its reason
     */
    public String propose(Statement statement, LogRules rules, List<MemberSignature> signatures, Signer payer)
            throws IOException {
        if (statement instanceof Statement.Change change) {
            return transact(GovernanceCalls.propose(rules, change, signatures), payer);
        }
        if (statement instanceof Statement.Closing closing) {
            return transact(GovernanceCalls.propose(rules, closing, signatures), payer);
        }
        if (statement instanceof Statement.Withdrawal withdrawal) {
            return transact(GovernanceCalls.withdraw(rules, withdrawal, signatures), payer);
        }
        throw new IllegalArgumentException("statement: expected a decision of members, found " + statement);
    }

    /**
     * Makes what was proposed, after its delay.
     *
     * @return hash of the transaction
     * @throws IOException if the node fails or the contract refuses; the message has its reason
     */
    public String enact(Statement statement, LogRules rules, Signer payer) throws IOException {
        if (statement instanceof Statement.Change change) {
            return transact(GovernanceCalls.enact(rules, change), payer);
        }
        if (statement instanceof Statement.Closing closing) {
            return transact(GovernanceCalls.enact(rules, closing), payer);
        }
        throw new IllegalArgumentException("statement: expected a change or a closing, found " + statement);
    }

    private String transact(String data, Signer payer) throws IOException {
        // Estimating runs it: what the contract refuses costs nothing, and says why.
        long gas = node.estimateGas(payer.address(), log.contract(), data);
        AnchorChain.Signed signed = EthereumChain.sign(
                payer, log.chainId(), log.contract(), data, node.nonce(payer.address()), gas, node.marketFees());
        node.sendRaw("0x" + HexFormat.of().formatHex(signed.raw()));
        return await(signed.transactionHash());
    }

    private String await(String hash) throws IOException {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<TransactionReceipt> receipt = node.receipt(hash);
            if (receipt.isPresent()) {
                if (!receipt.get().isStatusOK()) {
                    throw new IOException(
                            "transaction " + hash + ": expected success, found that the contract refused");
                }
                return hash;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while transaction " + hash + " waits to be mined", e);
            }
        }
        throw new IOException("transaction " + hash + ": expected to be mined within 5 minutes, found it is not yet");
    }

    @Override
    public void close() {
        node.close();
    }
}
