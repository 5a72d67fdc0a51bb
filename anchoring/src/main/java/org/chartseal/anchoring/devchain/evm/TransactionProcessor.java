package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.List;

/** Carries out one transaction on a world state (yellow paper, 6.2). */
public final class TransactionProcessor {
    private final WorldState state;
    private final BlockContext block;

    public TransactionProcessor(WorldState state, BlockContext block) {
        this.state = state;
        this.block = block;
    }

    /**
     * Buys gas, runs, refunds, pays the block's beneficiary. Its changes can be undone till the state is committed.
     *
     * @throws IllegalArgumentException if the gas limit is below the intrinsic gas or the sender cannot pay
     * @throws UnsupportedOperationException if it calls a precompile that is not built in; the changes made till then
     *     must be undone by the caller
     */
    public Outcome apply(Call call) {
        long intrinsic = call.intrinsicGas();
        if (call.gasLimit() < intrinsic) {
            throw new IllegalArgumentException(
                    "intrinsic gas too low: expected at least " + intrinsic + ", found " + call.gasLimit());
        }
        BigInteger gasCost = call.gasPrice().multiply(BigInteger.valueOf(call.gasLimit()));
        BigInteger balance = state.balance(call.sender());
        if (balance.compareTo(gasCost.add(call.value())) < 0) {
            throw new IllegalArgumentException("insufficient funds for gas * price + value: expected "
                    + gasCost.add(call.value()) + ", found " + balance);
        }
        TransactionContext context = new TransactionContext(state, block, call.sender(), call.gasPrice());
        state.debit(call.sender(), gasCost);
        long nonce = state.nonce(call.sender());
        state.setNonce(call.sender(), nonce + 1);
        context.touch(call.sender());
        call.accessList().forEach(entry -> {
            context.touch(entry.getKey());
            entry.getValue().forEach(slot -> context.touch(entry.getKey(), slot));
        });
        Evm evm = new Evm(state, context);
        long gas = call.gasLimit() - intrinsic;
        Address to = call.to();
        Address created = to == null ? Address.created(call.sender(), nonce) : null;
        ExecutionResult result;
        if (to == null) {
            Address target = Address.created(call.sender(), nonce);
            result = evm.create(
                    new Message(target, target, call.sender(), call.value(), true, new byte[0], gas, false, 0),
                    call.input());
        } else {
            context.touch(to);
            result = evm.call(new Message(to, to, call.sender(), call.value(), true, call.input(), gas, false, 0));
        }
        long gasUsed = settle(call, context, result);
        List<LogEntry> logs = result.isSuccess() ? context.logs() : List.of();
        return new Outcome(result, gasUsed, created, logs);
    }

    private long settle(Call call, TransactionContext context, ExecutionResult result) {
        long used = call.gasLimit() - result.gasLeft();
        // A failed outermost frame has undone its refunds already. At most a fifth comes back (EIP-3529).
        used -= Math.min(context.refund(), used / 5);
        state.credit(call.sender(), call.gasPrice().multiply(BigInteger.valueOf(call.gasLimit() - used)));
        BigInteger tip = call.gasPrice().subtract(block.baseFee()).max(BigInteger.ZERO);
        state.credit(block.coinbase(), tip.multiply(BigInteger.valueOf(used)));
        context.destroyed().forEach(state::delete);
        return used;
    }
}
