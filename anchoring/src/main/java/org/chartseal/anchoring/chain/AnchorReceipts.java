package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.evidence.AnchoredEvent;
import org.chartseal.anchoring.evidence.EvidenceException;
import org.chartseal.anchoring.evidence.EvmHeader;
import org.chartseal.anchoring.evidence.EvmLog;
import org.chartseal.anchoring.evidence.EvmReceipt;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.ReceiptTrie;

/**
 * Makes the evidence of an anchor that is to be verified without a node: at the time of anchoring, as nodes forget
 * receipts. What the node says is checked against the block's hash, so a wrong answer is refused.
 */
public final class AnchorReceipts {
    private final EthereumNode node;

    public AnchorReceipts(EthereumNode node) {
        this.node = node;
    }

    /**
     * The evidence of one anchor.
     *
     * @param log whose anchor it is
     * @throws IOException if the node does not answer, its block does not hash to {@code anchor.blockHash()}, its receipts
     *     do not have the header's root, or the anchor is not among them
     */
    public ReceiptProof prove(ChainIdentity log, Anchor anchor) throws IOException {
        JsonNode block = node.rawBlock(anchor.blockHash());
        byte[] header = NodeBlock.header(block);
        EvmHeader parsed = parse(header);
        if (!parsed.hasHash(bytes(anchor.blockHash()))) {
            throw new IOException("block " + anchor.blockNumber() + ": expected a header with the hash "
                    + anchor.blockHash() + ", found 0x" + HexFormat.of().formatHex(parsed.hash()));
        }
        List<String> transactions = new ArrayList<>();
        block.path("transactions").forEach(hash -> transactions.add(EthereumNode.lower(hash.asText())));
        List<byte[]> receipts = new ArrayList<>();
        for (JsonNode receipt : node.rawReceipts(anchor.blockHash(), transactions)) {
            receipts.add(NodeBlock.receipt(receipt));
        }
        ReceiptTrie trie = new ReceiptTrie(receipts);
        if (!Arrays.equals(trie.root(), parsed.receiptsRoot())) {
            throw new IOException("block " + anchor.blockNumber() + ": expected receipts with the root in the header, "
                    + "found " + receipts.size() + " with another");
        }
        int index = transactions.indexOf(anchor.transactionHash());
        if (index < 0) {
            throw new IOException("block " + anchor.blockNumber() + ": expected the transaction "
                    + anchor.transactionHash() + ", found it is not there");
        }
        int logIndex = logIndex(receipts.get(index), log, anchor);
        return new ReceiptProof(header, index, logIndex, receipts.get(index), trie.path(index));
    }

    private static EvmHeader parse(byte[] header) throws IOException {
        try {
            return EvmHeader.parse(header);
        } catch (EvidenceException e) {
            throw new IOException("block: " + e.getMessage(), e);
        }
    }

    private static int logIndex(byte[] receipt, ChainIdentity log, Anchor anchor) throws IOException {
        List<EvmLog> logs;
        try {
            logs = EvmReceipt.parse(receipt).logs();
        } catch (EvidenceException e) {
            throw new IOException(anchor.transactionHash() + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < logs.size(); i++) {
            Optional<AnchoredEvent> event = AnchoredEvent.of(logs.get(i), bytes(log.contract()), bytes(log.logId()));
            if (event.isPresent()
                    && event.get().sequence() == anchor.sequence()
                    && event.get().treeSize() == anchor.treeSize()
                    && HexFormat.of().formatHex(event.get().root()).equals(anchor.root())) {
                return i;
            }
        }
        throw new IOException(anchor.transactionHash() + ": expected anchor " + anchor.sequence() + ", found "
                + logs.size() + " other logs");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.substring(2));
    }
}
