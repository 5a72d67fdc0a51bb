package org.chartseal.anchoring.devchain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.LogEntry;

/** Blocks, transactions, receipts and logs in the shapes of the Ethereum JSON-RPC. */
final class RpcJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final long chainId;

    RpcJson(long chainId) {
        this.chainId = chainId;
    }

    ObjectNode block(Block block, boolean withTransactions) {
        BlockHeader header = block.header();
        byte[] encoded = header.encode();
        ObjectNode out = JSON.objectNode();
        out.put("number", Hex.quantity(header.number()));
        out.put("hash", Hex.data(Keccak.hash(encoded)));
        out.put("parentHash", Hex.data(header.parentHash()));
        out.put("sha3Uncles", Hex.data(BlockHeader.NO_OMMERS));
        out.put("miner", Address.ZERO.toString());
        out.put("stateRoot", Hex.data(header.stateRoot()));
        out.put("transactionsRoot", Hex.data(header.transactionsRoot()));
        out.put("receiptsRoot", Hex.data(header.receiptsRoot()));
        out.put("logsBloom", Hex.data(header.logsBloom()));
        out.put("difficulty", "0x0");
        out.put("totalDifficulty", "0x0");
        out.put("gasLimit", Hex.quantity(header.gasLimit()));
        out.put("gasUsed", Hex.quantity(header.gasUsed()));
        out.put("timestamp", Hex.quantity(header.timestamp()));
        out.put("extraData", Hex.data(header.extraData()));
        out.put("mixHash", Hex.data(new byte[32]));
        out.put("nonce", Hex.data(new byte[8]));
        out.put("baseFeePerGas", Hex.quantity(header.baseFee()));
        out.put("size", Hex.quantity(encoded.length));
        out.set("uncles", JSON.arrayNode());
        ArrayNode transactions = out.putArray("transactions");
        for (int i = 0; i < block.transactions().size(); i++) {
            transactions.add(
                    withTransactions
                            ? transaction(block, i)
                            : TextNode.valueOf(
                                    Hex.data(Keccak.hash(block.transactions().get(i)))));
        }
        return out;
    }

    ObjectNode transaction(Block block, int index) {
        SignedTransaction transaction = decode(block, index);
        ObjectNode out = place(block, index, transaction);
        out.put("hash", Hex.data(transaction.hash()));
        out.put("nonce", Hex.quantity(transaction.nonce()));
        out.put("value", Hex.quantity(transaction.value()));
        out.put("gas", Hex.quantity(transaction.gasLimit()));
        out.put(
                "gasPrice",
                Hex.quantity(transaction.effectiveGasPrice(block.header().baseFee())));
        if (transaction.type() == 2) {
            out.put("maxFeePerGas", Hex.quantity(transaction.maxFee()));
            out.put("maxPriorityFeePerGas", Hex.quantity(transaction.maxPriorityFee()));
        }
        out.put("input", Hex.data(transaction.input()));
        out.put("chainId", Hex.quantity(chainId));
        out.put("v", Hex.quantity(transaction.v()));
        out.put("r", Hex.quantity(transaction.r()));
        out.put("s", Hex.quantity(transaction.s()));
        if (transaction.type() > 0) {
            out.set("accessList", accessList(transaction.accessList()));
        }
        return out;
    }

    ObjectNode receipt(Block block, int index) {
        SignedTransaction transaction = decode(block, index);
        Receipt receipt = block.receipts().get(index);
        ObjectNode out = place(block, index, transaction);
        out.put("transactionHash", Hex.data(transaction.hash()));
        out.put("status", receipt.success() ? "0x1" : "0x0");
        out.put("gasUsed", Hex.quantity(block.header().gasUsed()));
        out.put("cumulativeGasUsed", Hex.quantity(receipt.gasUsed()));
        out.put(
                "effectiveGasPrice",
                Hex.quantity(transaction.effectiveGasPrice(block.header().baseFee())));
        if (transaction.to() == null) {
            out.put(
                    "contractAddress",
                    Address.created(transaction.sender(), transaction.nonce()).toString());
        } else {
            out.putNull("contractAddress");
        }
        out.put("logsBloom", Hex.data(Bloom.of(receipt.logs())));
        ArrayNode logs = out.putArray("logs");
        for (int i = 0; i < receipt.logs().size(); i++) {
            logs.add(log(new ChainIndex.FoundLog(block, index, i, receipt.logs().get(i))));
        }
        return out;
    }

    ObjectNode log(ChainIndex.FoundLog found) {
        Block block = found.block();
        LogEntry log = found.log();
        ObjectNode out = JSON.objectNode();
        out.put("address", log.address().toString());
        ArrayNode topics = out.putArray("topics");
        for (BigInteger topic : log.topics()) {
            topics.add(Hex.word(topic));
        }
        out.put("data", Hex.data(log.data()));
        out.put("blockNumber", Hex.quantity(block.header().number()));
        out.put("blockHash", block.header().hashHex());
        out.put("transactionHash", Hex.data(Keccak.hash(block.transactions().get(found.transactionIndex()))));
        out.put("transactionIndex", Hex.quantity(found.transactionIndex()));
        out.put("logIndex", Hex.quantity(found.logIndex()));
        out.put("removed", false);
        return out;
    }

    private static ObjectNode place(Block block, int index, SignedTransaction transaction) {
        ObjectNode out = JSON.objectNode();
        out.put("blockHash", block.header().hashHex());
        out.put("blockNumber", Hex.quantity(block.header().number()));
        out.put("transactionIndex", Hex.quantity(index));
        out.put("type", Hex.quantity(transaction.type()));
        out.put("from", transaction.sender().toString());
        Address to = transaction.to();
        if (to == null) {
            out.putNull("to");
        } else {
            out.put("to", to.toString());
        }
        return out;
    }

    private static JsonNode accessList(List<Map.Entry<Address, List<BigInteger>>> entries) {
        ArrayNode out = JSON.arrayNode();
        for (Map.Entry<Address, List<BigInteger>> entry : entries) {
            ObjectNode node = out.addObject();
            node.put("address", entry.getKey().toString());
            ArrayNode keys = node.putArray("storageKeys");
            entry.getValue().forEach(key -> keys.add(Hex.word(key)));
        }
        return out;
    }

    private SignedTransaction decode(Block block, int index) {
        try {
            return SignedTransaction.decode(block.transactions().get(index), chainId);
        } catch (InvalidTransaction e) {
            throw new IllegalStateException("a sealed block holds valid transactions only", e);
        }
    }
}
