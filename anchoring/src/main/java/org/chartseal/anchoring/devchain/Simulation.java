package org.chartseal.anchoring.devchain;

import org.chartseal.anchoring.devchain.evm.ExecutionResult;
import org.chartseal.anchoring.devchain.evm.Outcome;

/** eth_call and eth_estimateGas. */
final class Simulation {
    private final DevLedger ledger;
    private final CallRequest request;

    Simulation(DevLedger ledger, CallRequest request) {
        this.ledger = ledger;
        this.request = request;
    }

    /** Return data of the call. */
    byte[] call() throws RpcFailure {
        return succeeded(run(limit())).result().output();
    }

    /** The least gas limit with which the call succeeds, found by halving as geth does. */
    long estimate() throws RpcFailure {
        long high = limit();
        Outcome widest = succeeded(run(high));
        long low = widest.gasUsed() - 1;
        while (low + 1 < high) {
            // What was used is mostly enough or nearly so: start there rather than in the middle.
            long middle = Math.min((low + high) >>> 1, low * 2);
            if (enough(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private boolean enough(long gas) throws RpcFailure {
        return gas >= request.withGas(gas).intrinsicGas() && run(gas).result().isSuccess();
    }

    private long limit() {
        return request.gasLimit(ledger.head().gasLimit());
    }

    private Outcome run(long gas) throws RpcFailure {
        try {
            return ledger.simulate(request.withGas(gas));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw new RpcFailure(RpcFailure.SERVER, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome succeeded(Outcome outcome) throws RpcFailure {
        ExecutionResult result = outcome.result();
        return switch (result.status()) {
            case SUCCESS -> outcome;
            case REVERT -> throw new RpcFailure(RpcFailure.REVERTED, result.error(), Hex.data(result.output()));
            case HALT -> throw new RpcFailure(RpcFailure.SERVER, result.error());
        };
    }
}
