package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * What one step of a case asks for, before it is signed.
 *
 * @param call whether it is an eth_call only
 * @param type of the transaction (EIP-2718): 0, 1 or 2
 * @param to 0x and hex; empty creates a contract; {@code #0} is what the first creation of the case created
 * @param maxFee wei a gas; the gas price where type is not 2
 * @param nonceOffset added to the right nonce
 * @param key of the sender, 0 is the rich one
 * @param watched further addresses whose state is compared; {@code #0} as above
 */
record Order(
        boolean call,
        int type,
        String to,
        BigInteger value,
        byte[] data,
        long gas,
        BigInteger maxFee,
        BigInteger priorityFee,
        List<Map.Entry<BigInteger, List<BigInteger>>> accessList,
        int nonceOffset,
        int key,
        List<String> watched) {
    static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger PLENTY = GWEI.multiply(BigInteger.valueOf(1000));

    static Order call(String to, BigInteger value, byte[] data, long gas) {
        return new Order(true, 2, to, value, data, gas, PLENTY, GWEI, List.of(), 0, 0, List.of());
    }

    static Order send(String to, BigInteger value, byte[] data, long gas) {
        return new Order(false, 2, to, value, data, gas, PLENTY, GWEI, List.of(), 0, 0, List.of());
    }

    Order typed(int other) {
        return new Order(call, other, to, value, data, gas, maxFee, priorityFee, accessList, nonceOffset, key, watched);
    }

    Order fees(BigInteger max, BigInteger priority) {
        return new Order(call, type, to, value, data, gas, max, priority, accessList, nonceOffset, key, watched);
    }

    Order accessing(List<Map.Entry<BigInteger, List<BigInteger>>> list) {
        return new Order(call, type, to, value, data, gas, maxFee, priorityFee, list, nonceOffset, key, watched);
    }

    Order from(int otherKey, int offset) {
        return new Order(call, type, to, value, data, gas, maxFee, priorityFee, accessList, offset, otherKey, watched);
    }

    Order watching(List<String> addresses) {
        return new Order(
                call, type, to, value, data, gas, maxFee, priorityFee, accessList, nonceOffset, key, addresses);
    }

    Order with(byte[] otherData) {
        return new Order(
                call, type, to, value, otherData, gas, maxFee, priorityFee, accessList, nonceOffset, key, watched);
    }
}
