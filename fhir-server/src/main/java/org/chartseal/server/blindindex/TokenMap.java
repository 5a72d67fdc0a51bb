package org.chartseal.server.blindindex;

import java.util.Arrays;

/** A map from tokens to the numbers of values, in two arrays. Tokens are pseudorandom, so they are their own hash. */
final class TokenMap {
    private long[] tokens = new long[64];
    private int[] values = new int[64];
    private int size;

    TokenMap() {
        Arrays.fill(values, -1);
    }

    /** The number of the token's value, or -1. */
    int get(long token) {
        for (int slot = slot(token); ; slot = (slot + 1) & (values.length - 1)) {
            if (values[slot] < 0 || tokens[slot] == token) {
                return values[slot];
            }
        }
    }

    /** Puts a token, unless it is there. */
    void put(long token, int value) {
        if (size * 4 > values.length * 3) {
            grow();
        }
        int slot = slot(token);
        while (values[slot] >= 0) {
            if (tokens[slot] == token) {
                return;
            }
            slot = (slot + 1) & (values.length - 1);
        }
        tokens[slot] = token;
        values[slot] = value;
        size++;
    }

    // The low bits: a token of fewer than 64 bits has none above.
    private int slot(long token) {
        return (int) token & (values.length - 1);
    }

    private void grow() {
        long[] oldTokens = tokens;
        int[] oldValues = values;
        tokens = new long[2 * oldTokens.length];
        values = new int[2 * oldValues.length];
        Arrays.fill(values, -1);
        size = 0;
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] >= 0) {
                put(oldTokens[i], oldValues[i]);
            }
        }
    }
}
