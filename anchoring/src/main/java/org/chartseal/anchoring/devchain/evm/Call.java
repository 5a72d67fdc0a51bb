package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does, once its signature, nonce and funds are known to be right.
 *
 * @param sender pays and signs
 * @param to the called account, null to create a contract
 * @param value wei
 * @param input call data or init code
 * @param gasLimit gas, intrinsic gas included
 * @param gasPrice effective wei a gas
 * @param accessList slots by address that are warm from the start (EIP-2930)
 */
public record Call(
        Address sender,
        @Nullable Address to,
        BigInteger value,
        byte[] input,
        long gasLimit,
        BigInteger gasPrice,
        List<Map.Entry<Address, List<BigInteger>>> accessList) {

    /** Gas that is due before the first instruction (yellow paper, 6.2, g_0; EIP-2028, EIP-2930). */
    public long intrinsicGas() {
        long gas = to == null ? 53000 : 21000;
        for (byte octet : input) {
            gas += octet == 0 ? 4 : 16;
        }
        for (Map.Entry<Address, List<BigInteger>> entry : accessList) {
            gas += 2400 + 1900L * entry.getValue().size();
        }
        return gas;
    }
}
