package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Orders that are carried out one after the other, each of them a comparison. */
record Case(String kind, String name, List<Order> orders) {
    private static final BigInteger VALUE = BigInteger.valueOf(1000);

    /** Of a program: as a call, as a transaction, or both. */
    static Case of(String kind, Program program) {
        List<Order> orders = new ArrayList<>();
        if (program.calls()) {
            orders.add(Order.call("", VALUE, program.code(), program.gas()));
        }
        if (program.transacts()) {
            orders.add(Order.send("", VALUE, program.code(), program.gas()));
        }
        return new Case(kind, program.name(), orders);
    }
}
