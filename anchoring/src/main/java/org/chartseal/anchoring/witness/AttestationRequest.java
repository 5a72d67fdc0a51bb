package org.chartseal.anchoring.witness;

/**
 * What a log asks its members to sign for the chain.
 *
 * @param chainId EIP-155 chain id
 * @param contract 0x and 40 lower-case hex digits
 * @param logId 0x and 64 lower-case hex digits
 * @param epoch of the rules in force
 * @param treeSize leaves under the root
 * @param root 64 lower-case hex digits
 */
public record AttestationRequest(long chainId, String contract, String logId, long epoch, long treeSize, String root) {}
