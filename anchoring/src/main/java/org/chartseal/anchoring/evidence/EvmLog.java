package org.chartseal.anchoring.evidence;

import java.util.List;

/**
 * One log in a receipt.
 *
 * @param address of the contract, 20 bytes
 * @param topics 32 bytes each
 */
public record EvmLog(byte[] address, List<byte[]> topics, byte[] data) {
    public EvmLog {
        topics = List.copyOf(topics);
    }
}
