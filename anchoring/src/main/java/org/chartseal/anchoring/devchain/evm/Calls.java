package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;

/** The instructions that start other frames, and SELFDESTRUCT. */
final class Calls {
    private static final int DEPTH_LIMIT = 1024;
    private static final long VALUE_GAS = 9000;
    private static final long NEW_ACCOUNT_GAS = 25000;
    private static final long STIPEND = 2300;

    private final Evm evm;
    private final Frame frame;
    private final Stack stack;
    private final Message message;

    Calls(Evm evm, Frame frame) {
        this.evm = evm;
        this.frame = frame;
        this.stack = frame.stack;
        this.message = frame.message;
    }

    void call(Opcode opcode) {
        long requested = Word.clampLong(stack.pop());
        Address to = Address.ofWord(stack.pop());
        boolean hasValue = opcode == Opcode.CALL || opcode == Opcode.CALLCODE;
        BigInteger value = hasValue ? stack.pop() : BigInteger.ZERO;
        int inOffset = Word.clamp(stack.pop());
        int inLength = Word.clamp(stack.pop());
        int outOffset = Word.clamp(stack.pop());
        int outLength = Word.clamp(stack.pop());
        boolean transfers = value.signum() != 0;
        if (opcode == Opcode.CALL && transfers) {
            frame.requireWritable();
        }
        frame.touchMemory(inOffset, inLength);
        frame.touchMemory(outOffset, outLength);
        frame.charge(evm.accountAccessGas(to));
        if (transfers) {
            frame.charge(VALUE_GAS);
            if (opcode == Opcode.CALL && evm.state().isDead(to)) {
                frame.charge(NEW_ACCOUNT_GAS);
            }
        }
        long gas = Math.min(requested, allButOne64th(frame.gas()));
        frame.charge(gas);
        gas += transfers ? STIPEND : 0;
        frame.returnData = new byte[0];
        if (message.depth() >= DEPTH_LIMIT
                || (transfers && evm.state().balance(message.self()).compareTo(value) < 0)) {
            frame.refund(gas);
            stack.push(false);
            return;
        }
        byte[] input = frame.memory.read(inOffset, inLength);
        finish(evm.call(message(opcode, to, value, input, gas)), outOffset, outLength);
    }

    private Message message(Opcode opcode, Address to, BigInteger value, byte[] input, long gas) {
        boolean isStatic = message.isStatic() || opcode == Opcode.STATICCALL;
        int depth = message.depth() + 1;
        Address self = message.self();
        return switch (opcode) {
            case CALLCODE -> new Message(to, self, self, value, false, input, gas, isStatic, depth);
            case DELEGATECALL ->
                new Message(to, self, message.caller(), message.value(), false, input, gas, isStatic, depth);
            default -> new Message(to, to, self, value, true, input, gas, isStatic, depth);
        };
    }

    private void finish(ExecutionResult result, int outOffset, int outLength) {
        frame.refund(result.gasLeft());
        frame.returnData = result.output();
        frame.memory.write(outOffset, result.output(), 0, Math.min(outLength, result.output().length));
        stack.push(result.isSuccess());
    }

    void create(boolean salted) {
        frame.requireWritable();
        BigInteger value = stack.pop();
        int offset = Word.clamp(stack.pop());
        int length = Word.clamp(stack.pop());
        BigInteger salt = salted ? stack.pop() : BigInteger.ZERO;
        if (salted) {
            frame.chargeWords(6, length);
        }
        frame.touchMemory(offset, length);
        byte[] initCode = frame.memory.read(offset, length);
        long gas = allButOne64th(frame.gas());
        frame.charge(gas);
        frame.returnData = new byte[0];
        Address self = message.self();
        long nonce = evm.state().nonce(self);
        if (message.depth() >= DEPTH_LIMIT || evm.state().balance(self).compareTo(value) < 0 || nonce == -1L) {
            frame.refund(gas);
            stack.push(false);
            return;
        }
        evm.state().setNonce(self, nonce + 1);
        Address created = salted ? Address.created(self, salt, initCode) : Address.created(self, nonce);
        ExecutionResult result = evm.create(
                new Message(created, created, self, value, true, new byte[0], gas, false, message.depth() + 1),
                initCode);
        frame.refund(result.gasLeft());
        frame.returnData = result.isSuccess() ? new byte[0] : result.output();
        stack.push(result.isSuccess() ? created.value() : BigInteger.ZERO);
    }

    void selfDestruct() {
        frame.requireWritable();
        Address beneficiary = Address.ofWord(stack.pop());
        Address self = message.self();
        if (evm.transaction().touch(beneficiary)) {
            frame.charge(Evm.COLD_ACCOUNT_GAS);
        }
        BigInteger balance = evm.state().balance(self);
        if (balance.signum() != 0 && evm.state().isDead(beneficiary)) {
            frame.charge(NEW_ACCOUNT_GAS);
        }
        evm.state().credit(beneficiary, balance);
        evm.state().setBalance(self, BigInteger.ZERO);
        evm.transaction().destroy(self);
    }

    /** What a frame may pass on (EIP-150). */
    private static long allButOne64th(long gas) {
        return gas - gas / 64;
    }
}
