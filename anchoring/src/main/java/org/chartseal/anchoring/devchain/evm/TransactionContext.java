package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What accrues in one transaction over all its frames: warm accesses, refund, logs, self-destructs. */
final class TransactionContext {
    private record Slot(Address address, BigInteger key) {}

    final BlockContext block;
    final Address origin;
    final BigInteger gasPrice;
    private final WorldState state;
    private final Set<Address> warmAddresses = new HashSet<>();
    private final Set<Slot> warmSlots = new HashSet<>();
    private final Map<Slot, BigInteger> originals = new HashMap<>();
    private final Set<Address> destroyed = new LinkedHashSet<>();
    private final List<LogEntry> logs = new ArrayList<>();
    private long refund;

    TransactionContext(WorldState state, BlockContext block, Address origin, BigInteger gasPrice) {
        this.state = state;
        this.block = block;
        this.origin = origin;
        this.gasPrice = gasPrice;
        for (int i = 1; i <= 9; i++) {
            warmAddresses.add(new Address(BigInteger.valueOf(i)));
        }
    }

    /** Makes an address warm; tells whether it was cold (EIP-2929). */
    boolean touch(Address address) {
        if (!warmAddresses.add(address)) {
            return false;
        }
        state.onRevert(() -> warmAddresses.remove(address));
        return true;
    }

    /** Makes a slot warm; tells whether it was cold (EIP-2929). */
    boolean touch(Address address, BigInteger key) {
        Slot slot = new Slot(address, key);
        if (!warmSlots.add(slot)) {
            return false;
        }
        state.onRevert(() -> warmSlots.remove(slot));
        return true;
    }

    /** The word a slot held before the transaction (EIP-2200). To be asked before each write. */
    BigInteger original(Address address, BigInteger key) {
        return originals.computeIfAbsent(new Slot(address, key), slot -> state.storage(address, key));
    }

    void addRefund(long gas) {
        refund += gas;
        state.onRevert(() -> refund -= gas);
    }

    void addLog(LogEntry log) {
        logs.add(log);
        state.onRevert(() -> logs.remove(logs.size() - 1));
    }

    void destroy(Address address) {
        if (destroyed.add(address)) {
            state.onRevert(() -> destroyed.remove(address));
        }
    }

    Set<Address> destroyed() {
        return Collections.unmodifiableSet(destroyed);
    }

    List<LogEntry> logs() {
        return List.copyOf(logs);
    }

    long refund() {
        return refund;
    }
}
