package org.chartseal.anchoring.chain;

/**
 * One checkpoint root as the contract recorded it.
 *
 * @param sequence position among the log's anchors, from 1
 * @param treeSize leaves under the root
 * @param root RFC 6962 tree head hash, 64 lower-case hex digits
 * @param blockNumber height of the block that holds it
 * @param blockHash 0x and 64 lower-case hex digits
 * @param blockTime seconds since 1970-01-01T00:00:00Z, as the block says
 * @param transactionHash 0x and 64 lower-case hex digits
 */
public record Anchor(
        long sequence,
        long treeSize,
        String root,
        long blockNumber,
        String blockHash,
        long blockTime,
        String transactionHash) {}
