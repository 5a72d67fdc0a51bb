package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Call;
import org.jspecify.annotations.Nullable;

/**
 * An unsigned call for eth_call and eth_estimateGas. It pays no fee, as with geth when no price is named.
 *
 * @param gas limit, null for that of a block
 */
record CallRequest(Address from, @Nullable Address to, BigInteger value, byte[] input, @Nullable BigInteger gas) {
    Call withGas(long gasLimit) {
        return new Call(from, to, value, input, gasLimit, BigInteger.ZERO, List.of());
    }

    long gasLimit(long blockGasLimit) {
        return gas == null
                ? blockGasLimit
                : gas.min(BigInteger.valueOf(blockGasLimit)).longValue();
    }
}
