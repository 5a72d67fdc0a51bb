package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import org.chartseal.anchoring.devchain.evm.Halt.Reason;

/** The machine for one transaction: starts frames, moves value, undoes what failed. */
final class Evm {
    static final long COLD_ACCOUNT_GAS = 2600;
    private static final long WARM_ACCOUNT_GAS = 100;
    private static final long CODE_BYTE_GAS = 200;
    /** EIP-170. */
    private static final int CODE_LIMIT = 24576;

    private final WorldState state;
    private final TransactionContext transaction;

    Evm(WorldState state, TransactionContext transaction) {
        this.state = state;
        this.transaction = transaction;
    }

    WorldState state() {
        return state;
    }

    TransactionContext transaction() {
        return transaction;
    }

    long accountAccessGas(Address address) {
        return transaction.touch(address) ? COLD_ACCOUNT_GAS : WARM_ACCOUNT_GAS;
    }

    /** Calls an account; on failure nothing but the gas has changed. */
    ExecutionResult call(Message message) {
        int checkpoint = state.checkpoint();
        ExecutionResult result;
        try {
            if (message.transfersValue()) {
                transfer(message);
            }
            Precompile precompile = Precompile.at(message.codeAddress());
            result = precompile != null
                    ? run(precompile, message)
                    : interpret(new Frame(message, state.code(message.codeAddress())));
        } catch (Halt halt) {
            result = ExecutionResult.halt(halt.reason());
        }
        if (!result.isSuccess()) {
            state.revert(checkpoint);
        }
        return result;
    }

    /** Creates the contract {@code message.self()} by running {@code initCode}; its creator's nonce is set already. */
    ExecutionResult create(Message message, byte[] initCode) {
        Address created = message.self();
        transaction.touch(created);
        if (state.nonce(created) != 0 || state.code(created).length > 0) {
            return ExecutionResult.halt(Reason.ADDRESS_COLLISION);
        }
        int checkpoint = state.checkpoint();
        ExecutionResult result;
        try {
            state.setNonce(created, 1);
            transfer(message);
            Frame frame = new Frame(message, initCode);
            result = interpret(frame);
            if (result.isSuccess()) {
                deposit(created, frame, result.output());
                result = ExecutionResult.success(frame.gas(), result.output());
            }
        } catch (Halt halt) {
            result = ExecutionResult.halt(halt.reason());
        }
        if (!result.isSuccess()) {
            state.revert(checkpoint);
        }
        return result;
    }

    private ExecutionResult interpret(Frame frame) {
        return FreshStack.at(frame.message.depth(), () -> new Interpreter(this, frame).run());
    }

    private void deposit(Address created, Frame frame, byte[] code) {
        if (code.length > CODE_LIMIT) {
            throw new Halt(Reason.CODE_TOO_LARGE);
        }
        if (code.length > 0 && code[0] == (byte) 0xef) {
            throw new Halt(Reason.CODE_STARTS_WITH_EF);
        }
        frame.charge(CODE_BYTE_GAS * code.length);
        state.setCode(created, code);
    }

    private void transfer(Message message) {
        BigInteger value = message.value();
        if (value.signum() != 0) {
            state.debit(message.caller(), value);
            state.credit(message.self(), value);
        }
    }

    private static ExecutionResult run(Precompile precompile, Message message) {
        long gas = precompile.gas(message.input());
        if (gas > message.gas()) {
            return ExecutionResult.halt(Reason.OUT_OF_GAS);
        }
        return ExecutionResult.success(message.gas() - gas, precompile.run(message.input()));
    }
}
