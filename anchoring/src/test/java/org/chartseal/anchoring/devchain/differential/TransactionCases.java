package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Transactions of each type with access lists, fees at and past their bounds, refunds, and some that are refused. None that anvil
 * would keep waiting: the ledger has no pool and refuses those.
 */
final class TransactionCases {
    private static final BigInteger[] TARGETS = {BigInteger.ONE, BigInteger.valueOf(9), BigInteger.valueOf(0xbeef)};

    private TransactionCases() {}

    static Case next(Random random, String name) {
        List<Order> orders = new ArrayList<>();
        orders.add(Order.send("", BigInteger.ZERO, SystemVectors.deploying(contract(random)), 900_000));
        for (int i = 0; i < 6; i++) {
            orders.add(order(random));
        }
        return new Case("transactions", name, orders);
    }

    /** Writes each word of its call data into the slot of that number, and looks at an account. */
    private static byte[] contract(Random random) {
        Assembler code = new Assembler();
        for (int slot = 0; slot < 12; slot++) {
            code.push(32L * slot).op(0x35).push(slot).op(0x55);
        }
        code.push(TARGETS[random.nextInt(TARGETS.length)])
                .op(0x31)
                .op(0x50)
                .op(0x3a)
                .op(0x48)
                .op(0x43)
                .op(0x42);
        return code.op(0x41).op(0x45).push(32).push(0).op(0xa4).op(0x00).bytes();
    }

    private static Order order(Random random) {
        byte[] data = new byte[random.nextInt(400)];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(3) : 0;
        }
        boolean empty = random.nextInt(3) == 0;
        long gas = 400_000L + random.nextInt(100_000);
        Order order = Order.send(
                        random.nextInt(6) == 0 ? "0x" + "cd".repeat(20) : "#0",
                        BigInteger.valueOf(random.nextInt(3)),
                        empty ? new byte[0] : data,
                        gas)
                .typed(random.nextInt(3));
        if (order.type() > 0) {
            order = order.accessing(accessList(random));
        }
        return changed(order, random);
    }

    private static Order changed(Order order, Random random) {
        BigInteger gwei = Order.GWEI;
        return switch (random.nextInt(12)) {
            case 0 -> order.fees(gwei.shiftLeft(1), gwei.shiftLeft(1));
            case 1 -> order.fees(gwei, gwei.add(BigInteger.ONE));
            case 2 -> order.from(0, -1);
            case 3 -> order.from(5, 0);
            case 4 -> order.fees(gwei.shiftLeft(1), BigInteger.ZERO);
            case 5 -> withGas(order, intrinsic(order));
            // As a call: anvil takes such a transaction, and never mines it.
            case 6 -> Order.call(order.to(), BigInteger.ZERO, order.data(), intrinsic(order.accessing(List.of())) - 1);
            case 7 -> withGas(order, Pair.GAS_LIMIT);
            case 8 -> withGas(order, intrinsic(order) + random.nextInt(60_000));
            case 9 -> order.from(1, 0);
            default -> order;
        };
    }

    private static Order withGas(Order order, long gas) {
        Order other = Order.send(order.to(), order.value(), order.data(), gas).typed(order.type());
        return other.accessing(order.accessList());
    }

    private static long intrinsic(Order order) {
        long gas = 21_000;
        for (byte octet : order.data()) {
            gas += octet == 0 ? 4 : 16;
        }
        for (Map.Entry<BigInteger, List<BigInteger>> entry : order.accessList()) {
            gas += 2400 + 1900L * entry.getValue().size();
        }
        return gas;
    }

    private static List<Map.Entry<BigInteger, List<BigInteger>>> accessList(Random random) {
        List<Map.Entry<BigInteger, List<BigInteger>>> entries = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<BigInteger> slots = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                slots.add(BigInteger.valueOf(random.nextInt(5)));
            }
            entries.add(Map.entry(TARGETS[random.nextInt(TARGETS.length)], slots));
        }
        return entries;
    }
}
