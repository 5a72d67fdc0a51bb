package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of an event of the contract, in words of 32 bytes.
 *
 * @param data 0x and hex
 */
record EventWords(String data) {
    private static final int WORD = 64;

    /** 64 lower-case hex digits. */
    String word(int index) throws IOException {
        int from = 2 + WORD * index;
        if (index < 0 || data.length() < from + WORD) {
            throw new IOException("event: expected a word " + index + ", found " + data);
        }
        return EthereumNode.lower(data.substring(from, from + WORD));
    }

    /** A number below 2^63. */
    long number(int index) throws IOException {
        BigInteger value = new BigInteger(word(index), 16);
        if (value.bitLength() > 63) {
            throw new IOException("event: expected a number below 2^63, found " + value);
        }
        return value.longValue();
    }

    int small(int index) throws IOException {
        long value = number(index);
        if (value > Integer.MAX_VALUE) {
            throw new IOException("event: expected a number below 2^31, found " + value);
        }
        return (int) value;
    }

    /** 0x and 40 lower-case hex digits. */
    String address(int index) throws IOException {
        return "0x" + word(index).substring(24);
    }

    /** An array of addresses whose length is at this word. */
    List<String> addresses(int index) throws IOException {
        int count = small(index);
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(address(index + 1 + i));
        }
        return addresses;
    }

    /** Rules whose struct begins at this word. */
    LogRules rules(int index) throws IOException {
        try {
            return new LogRules(
                    number(index), number(index + 1), small(index + 2), small(index + 3), addresses(index + 5));
        } catch (IllegalArgumentException e) {
            throw new IOException("event: expected rules of the contract, found " + data, e);
        }
    }
}
