package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Outcome;
import org.chartseal.anchoring.devchain.evm.TransactionProcessor;
import org.chartseal.anchoring.devchain.evm.WorldState;

/** Makes the block of one transaction. */
final class BlockBuilder {
    private final Genesis genesis;
    private final WorldState state;
    private final ChainIndex chain;

    BlockBuilder(Genesis genesis, WorldState state, ChainIndex chain) {
        this.genesis = genesis;
        this.state = state;
        this.chain = chain;
    }

    /**
     * Executes the transaction on the state, which the caller then commits or reverts.
     *
     * @throws InvalidTransaction if no block may hold it
     */
    Block build(SignedTransaction transaction, BlockHeader parent, long timestamp) throws InvalidTransaction {
        if (timestamp <= parent.timestamp()) {
            throw new InvalidTransaction(
                    "timestamp: expected more than " + parent.timestamp() + ", found " + timestamp);
        }
        BigInteger baseFee = parent.nextBaseFee();
        validate(transaction, baseFee);
        Outcome outcome;
        try {
            outcome = new TransactionProcessor(state, chain.contextAfterHead(genesis, timestamp))
                    .apply(transaction.toCall(baseFee));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new InvalidTransaction(String.valueOf(e.getMessage()));
        }
        Receipt receipt =
                new Receipt(transaction.type(), outcome.result().isSuccess(), outcome.gasUsed(), outcome.logs());
        BlockHeader header = new BlockHeader(
                parent.hash(),
                StateRoot.of(state),
                MerklePatriciaTrie.listRoot(List.of(transaction.raw())),
                MerklePatriciaTrie.listRoot(List.of(receipt.encode())),
                Bloom.of(outcome.logs()),
                parent.number() + 1,
                parent.gasLimit(),
                outcome.gasUsed(),
                timestamp,
                new byte[0],
                baseFee);
        return new Block(header, List.of(transaction.raw()), List.of(receipt));
    }

    private void validate(SignedTransaction transaction, BigInteger baseFee) throws InvalidTransaction {
        long nonce = state.nonce(transaction.sender());
        if (transaction.nonce() < nonce) {
            throw new InvalidTransaction("nonce too low: next nonce " + nonce + ", tx nonce " + transaction.nonce());
        }
        if (transaction.nonce() > nonce) {
            throw new InvalidTransaction("nonce too high: next nonce " + nonce + ", tx nonce " + transaction.nonce());
        }
        if (state.code(transaction.sender()).length > 0) {
            throw new InvalidTransaction("sender not an eoa: expected an account without code, found a contract");
        }
        if (transaction.gasLimit() > genesis.gasLimit()) {
            throw new InvalidTransaction("exceeds block gas limit: expected at most " + genesis.gasLimit() + ", found "
                    + transaction.gasLimit());
        }
        if (transaction.maxPriorityFee().compareTo(transaction.maxFee()) > 0) {
            throw new InvalidTransaction("max priority fee per gas higher than max fee per gas: expected at most "
                    + transaction.maxFee() + ", found " + transaction.maxPriorityFee());
        }
        if (transaction.maxFee().compareTo(baseFee) < 0) {
            throw new InvalidTransaction("max fee per gas less than block base fee: expected at least " + baseFee
                    + ", found " + transaction.maxFee());
        }
        BigInteger most = transaction
                .maxFee()
                .multiply(BigInteger.valueOf(transaction.gasLimit()))
                .add(transaction.value());
        BigInteger balance = state.balance(transaction.sender());
        if (balance.compareTo(most) < 0) {
            throw new InvalidTransaction(
                    "insufficient funds for gas * price + value: expected " + most + ", found " + balance);
        }
    }
}
