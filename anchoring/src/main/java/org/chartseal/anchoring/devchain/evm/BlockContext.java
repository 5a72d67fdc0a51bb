package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.function.LongFunction;

/**
 * What the code may ask of the block it runs in.
 *
 * @param chainId EIP-155 chain id
 * @param number height
 * @param timestamp seconds since 1970
 * @param gasLimit of the block
 * @param baseFee wei a gas (EIP-1559)
 * @param coinbase receiver of the priority fees
 * @param prevRandao word for PREVRANDAO (EIP-4399)
 * @param blockHash word for BLOCKHASH of one of the 256 blocks before this one
 */
public record BlockContext(
        long chainId,
        long number,
        long timestamp,
        long gasLimit,
        BigInteger baseFee,
        Address coinbase,
        BigInteger prevRandao,
        LongFunction<BigInteger> blockHash) {}
