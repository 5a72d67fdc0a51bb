package org.chartseal.anchoring.devchain.differential;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Takes orders and bytes of code away from a case for as long as the two machines still differ. */
final class Minimiser {
    private static final int ATTEMPTS = 60;

    private final ClassLoader classes;
    private final Path directory;
    private final long gasLimit;
    private int attempts;

    Minimiser(ClassLoader classes, Path directory, long gasLimit) {
        this.classes = classes;
        this.directory = directory;
        this.gasLimit = gasLimit;
    }

    /** The smallest case found, as text that says how to repeat it. */
    String describe(Case found) throws Exception {
        Case smallest = found;
        if (!differs(smallest)) {
            return "does not differ alone";
        }
        for (int i = smallest.orders().size() - 1; i >= 0; i--) {
            List<Order> fewer = new ArrayList<>(smallest.orders());
            fewer.remove(i);
            smallest = smaller(smallest, fewer);
        }
        for (int i = 0; i < smallest.orders().size(); i++) {
            smallest = shorten(smallest, i);
        }
        StringBuilder out = new StringBuilder();
        smallest.orders().forEach(order -> out.append(order.call() ? " call " : " send ")
                .append(order.to())
                .append(' ')
                .append(HexFormat.of().formatHex(order.data())));
        return "minimised:" + out;
    }

    private Case shorten(Case from, int at) throws Exception {
        Case smallest = from;
        for (int part = 2; part <= 64 && attempts < ATTEMPTS; part *= 2) {
            byte[] data = smallest.orders().get(at).data();
            int length = Math.max(1, data.length / part);
            for (int start = data.length - length; start >= 0 && attempts < ATTEMPTS; start -= length) {
                data = smallest.orders().get(at).data();
                byte[] shorter = new byte[data.length - Math.min(length, data.length - start)];
                System.arraycopy(data, 0, shorter, 0, start);
                System.arraycopy(data, data.length - (shorter.length - start), shorter, start, shorter.length - start);
                List<Order> orders = new ArrayList<>(smallest.orders());
                orders.set(at, orders.get(at).with(shorter));
                smallest = smaller(smallest, orders);
            }
        }
        return smallest;
    }

    private Case smaller(Case present, List<Order> orders) throws Exception {
        Case candidate = new Case(present.kind(), present.name(), orders);
        return attempts < ATTEMPTS && !orders.isEmpty() && differs(candidate) ? candidate : present;
    }

    private boolean differs(Case candidate) throws Exception {
        attempts++;
        Path file = directory.resolve("minimiser.ledger");
        Files.deleteIfExists(file);
        try (Pair pair = Pair.start(classes, file, gasLimit)) {
            return !pair.compare(candidate).isEmpty();
        }
    }
}
