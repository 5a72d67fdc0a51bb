package org.chartseal.anchoring.devchain.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Address;

/**
 * One comparison: a call, or a signed transaction with all that it leaves behind.
 *
 * @param body the parameter of eth_call as JSON, or the raw transaction as 0x and hex
 * @param hash of the transaction, empty for a call
 * @param watched addresses whose state is looked at after a transaction
 */
record Inquiry(String kind, String name, String body, String hash, List<String> watched) {
    private static final List<String> RECEIPT = List.of(
            "status", "gasUsed", "cumulativeGasUsed", "effectiveGasPrice", "logsBloom", "contractAddress", "type");
    private static final List<String> HEADER = List.of(
            "number",
            "timestamp",
            "gasUsed",
            "gasLimit",
            "baseFeePerGas",
            "logsBloom",
            "transactionsRoot",
            "receiptsRoot");
    /** Of each watched address: balance, nonce, code and these slots. Not the state root: anvil's counts empty slots. */
    private static final List<String> SLOTS = List.of("0x0", "0x1", "0x2", "0x3");

    private static final int FIELDS = 3 + SLOTS.size();

    boolean isCall() {
        return hash.isEmpty();
    }

    /** All that may not differ from machine to machine, as text. */
    String observe(EvmNode node) throws Exception {
        return isCall() ? outcome(node.ask(EvmNode.request("eth_call", body, "\"latest\""))) : transaction(node);
    }

    private String transaction(EvmNode node) throws Exception {
        JsonNode sent = node.ask(EvmNode.request("eth_sendRawTransaction", "\"" + body + "\""));
        if (!sent.has("result")) {
            return "refused";
        }
        JsonNode receipt = node.receipt(hash);
        StringBuilder out = new StringBuilder();
        RECEIPT.forEach(field -> out.append(field)
                .append(' ')
                .append(receipt.path(field).asText())
                .append('\n'));
        receipt.path("logs").forEach(log -> out.append("log ")
                .append(log.path("address").asText())
                .append(log.path("topics"))
                .append(log.path("data").asText())
                .append(log.path("logIndex").asText())
                .append('\n'));
        state(node, receipt, out);
        return out.toString();
    }

    private void state(EvmNode node, JsonNode receipt, StringBuilder out) throws Exception {
        List<String> requests = new ArrayList<>();
        requests.add(EvmNode.request("eth_getBlockByNumber", "\"latest\"", "false"));
        List<String> addresses = new ArrayList<>(watched);
        addresses.add(receipt.path("from").asText());
        if (receipt.path("contractAddress").isTextual()) {
            String created = receipt.get("contractAddress").asText();
            addresses.add(created);
            for (long nonce = 1; nonce < 3; nonce++) {
                addresses.add(Address.created(Address.parse(created), nonce).toString());
            }
        }
        for (String address : addresses) {
            String quoted = "\"" + address + "\"";
            requests.add(EvmNode.request("eth_getBalance", quoted, "\"latest\""));
            requests.add(EvmNode.request("eth_getTransactionCount", quoted, "\"latest\""));
            requests.add(EvmNode.request("eth_getCode", quoted, "\"latest\""));
            SLOTS.forEach(slot ->
                    requests.add(EvmNode.request("eth_getStorageAt", quoted, "\"" + slot + "\"", "\"latest\"")));
        }
        JsonNode answers = node.ask("[" + String.join(",", requests) + "]");
        HEADER.forEach(field -> out.append("block ")
                .append(field)
                .append(' ')
                .append(answers.path(0).path("result").path(field).asText())
                .append('\n'));
        for (int i = 1; i < requests.size(); i++) {
            out.append(addresses.get((i - 1) / FIELDS))
                    .append(" state ")
                    .append((i - 1) % FIELDS)
                    .append(' ')
                    .append(answers.path(i).path("result").asText())
                    .append('\n');
        }
    }

    /** Result, or revert data, or that it halted: words differ from node to node. */
    static String outcome(JsonNode answer) {
        if (answer.has("result")) {
            return "returned " + answer.get("result").asText();
        }
        JsonNode error = answer.path("error");
        return error.path("code").asInt() == 3
                ? "reverted " + error.path("data").asText("0x")
                : answer.has("error") ? "halted" : "no answer";
    }
}
