package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;

/** The operand stack. The interpreter checks depth before each operation, so nothing here does. */
final class Stack {
    static final int LIMIT = 1024;

    private BigInteger[] words = new BigInteger[32];
    private int size;

    int size() {
        return size;
    }

    void push(BigInteger word) {
        if (size == words.length) {
            words = java.util.Arrays.copyOf(words, Math.min(LIMIT, 2 * size));
        }
        words[size++] = word;
    }

    void push(long value) {
        push(BigInteger.valueOf(value));
    }

    void push(boolean value) {
        push(value ? BigInteger.ONE : BigInteger.ZERO);
    }

    BigInteger pop() {
        return words[--size];
    }

    /** Pushes a copy of the word at {@code depth}, 1 being the top. */
    void duplicate(int depth) {
        push(words[size - depth]);
    }

    /** Swaps the top with the word {@code depth} below it. */
    void swap(int depth) {
        BigInteger top = words[size - 1];
        words[size - 1] = words[size - 1 - depth];
        words[size - 1 - depth] = top;
    }
}
