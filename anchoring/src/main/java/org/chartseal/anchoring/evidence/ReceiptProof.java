package org.chartseal.anchoring.evidence;

import java.util.Arrays;
import java.util.List;

/**
 * An anchor's log in a receipt in a block ({@code evm-mpt-receipt/1}). It shows that a block with this header has the
 * log, and nothing of whether there is such a block.
 *
 * @param header RLP of the block's header
 * @param transactionIndex of the anchor's transaction in the block
 * @param logIndex of the anchor's log in the receipt
 * @param receipt as it stands in the trie
 * @param path nodes of the trie of receipts from the root to this one
 */
public record ReceiptProof(byte[] header, long transactionIndex, long logIndex, byte[] receipt, List<byte[]> path)
        implements EvidenceItem {
    public ReceiptProof {
        path = List.copyOf(path);
    }

    /** What the block has, if there is such a block. */
    public record Shown(EvmHeader header, AnchoredEvent anchor) {}

    /**
     * Follows the receipt up to the header.
     *
     * @param contract 20 bytes
     * @param logId 32 bytes
     * @throws EvidenceException if the parts do not fit, or the log is no anchor of this log
     */
    public Shown open(byte[] contract, byte[] logId) {
        EvmHeader block = EvmHeader.parse(header);
        byte[] found = new TriePath(path).value(block.receiptsRoot(), transactionIndex);
        if (!Arrays.equals(found, receipt)) {
            throw new EvidenceException("the receipt is not in the block");
        }
        List<EvmLog> logs = EvmReceipt.parse(receipt).logs();
        if (logIndex >= logs.size()) {
            throw new EvidenceException("the receipt has no log " + logIndex);
        }
        return new Shown(
                block,
                AnchoredEvent.of(logs.get((int) logIndex), contract, logId)
                        .orElseThrow(() -> new EvidenceException("the log is no anchor of the pinned log")));
    }
}
