package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;

/** SLOAD and SSTORE: gas by EIP-2200 as changed by EIP-2929, refunds by EIP-3529. */
final class StorageAccess {
    private static final long COLD_SLOT = 2100;
    private static final long WARM = 100;
    private static final long SET = 20000;
    private static final long RESET = 5000 - COLD_SLOT;
    private static final long CLEAR_REFUND = 4800;
    private static final long STIPEND = 2300;

    private final Evm evm;
    private final Frame frame;
    private final Address self;

    StorageAccess(Evm evm, Frame frame) {
        this.evm = evm;
        this.frame = frame;
        this.self = frame.message.self();
    }

    void load() {
        BigInteger key = frame.stack.pop();
        frame.charge(evm.transaction().touch(self, key) ? COLD_SLOT : WARM);
        frame.stack.push(evm.state().storage(self, key));
    }

    void store() {
        frame.requireWritable();
        if (frame.gas() <= STIPEND) {
            throw new Halt(Halt.Reason.OUT_OF_GAS);
        }
        BigInteger key = frame.stack.pop();
        BigInteger next = frame.stack.pop();
        TransactionContext transaction = evm.transaction();
        if (transaction.touch(self, key)) {
            frame.charge(COLD_SLOT);
        }
        BigInteger current = evm.state().storage(self, key);
        BigInteger original = transaction.original(self, key);
        if (current.equals(next)) {
            frame.charge(WARM);
            return;
        }
        if (current.equals(original)) {
            frame.charge(original.signum() == 0 ? SET : RESET);
            if (original.signum() != 0 && next.signum() == 0) {
                transaction.addRefund(CLEAR_REFUND);
            }
        } else {
            frame.charge(WARM);
            transaction.addRefund(dirtyRefund(original, current, next));
        }
        evm.state().setStorage(self, key, next);
    }

    private static long dirtyRefund(BigInteger original, BigInteger current, BigInteger next) {
        long refund = 0;
        if (original.signum() != 0) {
            if (current.signum() == 0) {
                refund -= CLEAR_REFUND;
            } else if (next.signum() == 0) {
                refund += CLEAR_REFUND;
            }
        }
        if (original.equals(next)) {
            refund += (original.signum() == 0 ? SET : RESET) - WARM;
        }
        return refund;
    }
}
