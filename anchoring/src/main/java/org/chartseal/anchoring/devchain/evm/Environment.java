package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;

/** Instructions that ask of the call, the code, other accounts and the block. */
final class Environment {
    private final Evm evm;
    private final Frame frame;
    private final Stack stack;

    Environment(Evm evm, Frame frame) {
        this.evm = evm;
        this.frame = frame;
        this.stack = frame.stack;
    }

    /** Carries out the instruction, or tells that it is none of these. */
    boolean apply(Opcode opcode) {
        Message message = frame.message;
        BlockContext block = evm.transaction().block;
        switch (opcode) {
            case ADDRESS -> stack.push(message.self().value());
            case ORIGIN -> stack.push(evm.transaction().origin.value());
            case CALLER -> stack.push(message.caller().value());
            case CALLVALUE -> stack.push(message.value());
            case CALLDATALOAD -> stack.push(callData(Word.clamp(stack.pop())));
            case CALLDATASIZE -> stack.push(message.input().length);
            case CALLDATACOPY -> copy(message.input());
            case CODESIZE -> stack.push(frame.code.length);
            case CODECOPY -> copy(frame.code);
            case GASPRICE -> stack.push(evm.transaction().gasPrice);
            case RETURNDATASIZE -> stack.push(frame.returnData.length);
            case RETURNDATACOPY -> copyReturnData();
            case COINBASE -> stack.push(block.coinbase().value());
            case TIMESTAMP -> stack.push(block.timestamp());
            case NUMBER -> stack.push(block.number());
            case PREVRANDAO -> stack.push(block.prevRandao());
            case GASLIMIT -> stack.push(block.gasLimit());
            case CHAINID -> stack.push(block.chainId());
            case SELFBALANCE -> stack.push(evm.state().balance(message.self()));
            case BASEFEE -> stack.push(block.baseFee());
            case BLOCKHASH -> stack.push(blockHash(block, Word.clampLong(stack.pop())));
            case BALANCE -> stack.push(evm.state().balance(popAccount()));
            case EXTCODESIZE -> stack.push(evm.state().code(popAccount()).length);
            case EXTCODECOPY -> copy(evm.state().code(popAccount()));
            case EXTCODEHASH -> {
                byte[] hash = evm.state().codeHash(popAccount());
                stack.push(hash == null ? BigInteger.ZERO : Word.of(hash));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Address popAccount() {
        Address address = Address.ofWord(stack.pop());
        frame.charge(evm.accountAccessGas(address));
        return address;
    }

    private BigInteger callData(int from) {
        byte[] input = frame.message.input();
        int available = Math.max(0, Math.min(32, input.length - from));
        return available == 0
                ? BigInteger.ZERO
                : Word.of(input, from, available).shiftLeft(8 * (32 - available));
    }

    private void copy(byte[] source) {
        int to = Word.clamp(stack.pop());
        int from = Word.clamp(stack.pop());
        int length = Word.clamp(stack.pop());
        frame.chargeWords(3, length);
        frame.touchMemory(to, length);
        frame.memory.writePadded(to, source, from, length);
    }

    /** Unlike the other copies this one halts past the end of its source (EIP-211). */
    private void copyReturnData() {
        int to = Word.clamp(stack.pop());
        int from = Word.clamp(stack.pop());
        int length = Word.clamp(stack.pop());
        if ((long) from + length > frame.returnData.length) {
            throw new Halt(Halt.Reason.RETURN_DATA_OUT_OF_BOUNDS);
        }
        frame.chargeWords(3, length);
        frame.touchMemory(to, length);
        frame.memory.write(to, frame.returnData, from, length);
    }

    private static BigInteger blockHash(BlockContext block, long number) {
        return number < block.number() && number >= block.number() - 256
                ? block.blockHash().apply(number)
                : BigInteger.ZERO;
    }
}
