package org.chartseal.anchoring.devchain.differential;

/**
 * Init code to compare on two machines.
 *
 * @param gas limit
 * @param calls whether to compare it by eth_call
 * @param transacts whether to compare it as a transaction
 */
record Program(String name, byte[] code, long gas, boolean calls, boolean transacts) {}
