package org.chartseal.anchoring.chain;

/**
 * Which log of which contract on which chain: what a trust file pins and what a submitter refuses to see changed.
 *
 * @param chainId EIP-155 chain id
 * @param genesisHash hash of block 0, 0x and 64 lower-case hex digits
 * @param contract address of the anchor contract, 0x and 40 lower-case hex digits
 * @param codeHash Keccak-256 of the contract's run-time code, 0x and 64 lower-case hex digits
 * @param logId the log's id within the contract, 0x and 64 lower-case hex digits
 */
public record ChainIdentity(long chainId, String genesisHash, String contract, String codeHash, String logId) {}
