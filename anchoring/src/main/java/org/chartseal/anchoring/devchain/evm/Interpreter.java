package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Runs the code of one frame, instruction by instruction, till it stops, reverts or halts. */
final class Interpreter {
    private final Evm evm;
    private final Frame frame;
    private final Stack stack;
    private final Environment environment;
    private final StorageAccess storage;
    private final Calls calls;

    Interpreter(Evm evm, Frame frame) {
        this.evm = evm;
        this.frame = frame;
        this.stack = frame.stack;
        this.environment = new Environment(evm, frame);
        this.storage = new StorageAccess(evm, frame);
        this.calls = new Calls(evm, frame);
    }

    /**
     * @throws Halt on an exceptional halt
     */
    ExecutionResult run() {
        while (frame.pc < frame.code.length) {
            int octet = frame.code[frame.pc] & 0xff;
            Opcode opcode = Opcode.of(octet);
            if (opcode == null) {
                throw new Halt(Halt.Reason.INVALID_OPCODE);
            }
            int pops = opcode.pops(octet);
            if (stack.size() < pops) {
                throw new Halt(Halt.Reason.STACK_UNDERFLOW);
            }
            if (stack.size() - pops + opcode.pushes(octet) > Stack.LIMIT) {
                throw new Halt(Halt.Reason.STACK_OVERFLOW);
            }
            frame.charge(opcode.gas());
            frame.pc++;
            switch (opcode) {
                case STOP -> {
                    return ExecutionResult.success(frame.gas(), new byte[0]);
                }
                case RETURN -> {
                    byte[] output = popMemory();
                    return ExecutionResult.success(frame.gas(), output);
                }
                case REVERT -> {
                    byte[] output = popMemory();
                    return ExecutionResult.revert(frame.gas(), output);
                }
                case SELFDESTRUCT -> {
                    calls.selfDestruct();
                    return ExecutionResult.success(frame.gas(), new byte[0]);
                }
                case INVALID -> throw new Halt(Halt.Reason.INVALID_OPCODE);
                default -> step(opcode, octet);
            }
        }
        return ExecutionResult.success(frame.gas(), new byte[0]);
    }

    private void step(Opcode opcode, int octet) {
        switch (opcode) {
            case POP -> stack.pop();
            case PUSH -> {
                int length = octet - opcode.code() + 1;
                stack.push(frame.immediate(frame.pc, length));
                frame.pc += length;
            }
            case DUP -> stack.duplicate(octet - opcode.code() + 1);
            case SWAP -> stack.swap(octet - opcode.code() + 1);
            case JUMP -> frame.jump(stack.pop());
            case JUMPI -> {
                BigInteger destination = stack.pop();
                if (stack.pop().signum() != 0) {
                    frame.jump(destination);
                }
            }
            case JUMPDEST -> {}
            case PC -> stack.push(frame.pc - 1);
            case MSIZE -> stack.push(frame.memory.size());
            case GAS -> stack.push(frame.gas());
            case KECCAK256 -> keccak();
            case MLOAD -> {
                int offset = Word.clamp(stack.pop());
                frame.touchMemory(offset, 32);
                stack.push(Word.of(frame.memory.read(offset, 32)));
            }
            case MSTORE -> store(32);
            case MSTORE8 -> store(1);
            case SLOAD -> storage.load();
            case SSTORE -> storage.store();
            case LOG -> log(octet - opcode.code());
            case CREATE -> calls.create(false);
            case CREATE2 -> calls.create(true);
            case CALL, CALLCODE, DELEGATECALL, STATICCALL -> calls.call(opcode);
            default -> {
                if (!Arithmetic.apply(opcode, frame) && !environment.apply(opcode)) {
                    throw new IllegalStateException("no meaning given to " + opcode);
                }
            }
        }
    }

    private void store(int length) {
        int offset = Word.clamp(stack.pop());
        byte[] word = Word.bytes(stack.pop());
        frame.touchMemory(offset, length);
        frame.memory.write(offset, word, 32 - length, length);
    }

    private void keccak() {
        int offset = Word.clamp(stack.pop());
        int length = Word.clamp(stack.pop());
        frame.chargeWords(6, length);
        frame.touchMemory(offset, length);
        stack.push(Word.of(Keccak.hash(frame.memory.read(offset, length))));
    }

    private void log(int topicCount) {
        frame.requireWritable();
        int offset = Word.clamp(stack.pop());
        int length = Word.clamp(stack.pop());
        List<BigInteger> topics = new ArrayList<>(topicCount);
        for (int i = 0; i < topicCount; i++) {
            topics.add(stack.pop());
        }
        frame.charge(375L * topicCount + 8L * length);
        frame.touchMemory(offset, length);
        evm.transaction()
                .addLog(new LogEntry(frame.message.self(), List.copyOf(topics), frame.memory.read(offset, length)));
    }

    private byte[] popMemory() {
        int offset = Word.clamp(stack.pop());
        int length = Word.clamp(stack.pop());
        frame.touchMemory(offset, length);
        return frame.memory.read(offset, length);
    }
}
