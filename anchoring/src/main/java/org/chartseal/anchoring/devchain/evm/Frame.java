package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.BitSet;

/** The machine state of one running message call (yellow paper, 9.4.1). */
final class Frame {
    final Message message;
    final byte[] code;
    final Stack stack = new Stack();
    final Memory memory = new Memory();
    private final BitSet jumpDestinations;
    int pc;
    byte[] returnData = new byte[0];
    private long gas;

    Frame(Message message, byte[] code) {
        this.message = message;
        this.code = code;
        this.gas = message.gas();
        this.jumpDestinations = jumpDestinations(code);
    }

    long gas() {
        return gas;
    }

    void charge(long amount) {
        if (amount > gas) {
            throw new Halt(Halt.Reason.OUT_OF_GAS);
        }
        gas -= amount;
    }

    void refund(long amount) {
        gas += amount;
    }

    /** Charges for memory up to the end of the range, and grows it. */
    void touchMemory(int offset, int length) {
        charge(memory.expansionGas(offset, length));
        memory.expand(offset, length);
    }

    /** Charges {@code perWord} for each word of {@code length}, or halts for a length no gas can pay for. */
    void chargeWords(long perWord, int length) {
        charge(perWord * (((long) length + 31) / 32));
    }

    void jump(BigInteger destination) {
        int target = Word.clamp(destination);
        if (!jumpDestinations.get(target)) {
            throw new Halt(Halt.Reason.INVALID_JUMP);
        }
        pc = target;
    }

    void requireWritable() {
        if (message.isStatic()) {
            throw new Halt(Halt.Reason.WRITE_PROTECTION);
        }
    }

    /** The immediate word of a PUSH at {@code from}, zeros past the end of the code. */
    BigInteger immediate(int from, int length) {
        int available = Math.max(0, Math.min(length, code.length - from));
        return available == 0 ? BigInteger.ZERO : Word.of(code, from, available).shiftLeft(8 * (length - available));
    }

    private static BitSet jumpDestinations(byte[] code) {
        BitSet found = new BitSet(code.length);
        for (int i = 0; i < code.length; i++) {
            int octet = code[i] & 0xff;
            if (octet == 0x5b) {
                found.set(i);
            } else if (octet >= 0x60 && octet <= 0x7f) {
                i += octet - 0x5f;
            }
        }
        return found;
    }
}
