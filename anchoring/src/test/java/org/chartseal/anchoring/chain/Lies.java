package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Map;
import org.chartseal.anchoring.chain.RpcProxy.Lie;

/** Lies that hold together: every answer of the endpoint fits every other. */
final class Lies {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Lies() {}

    /** Says one hash wherever the truth has another: in blocks, logs, receipts and calls alike. */
    static Lie replacing(Map<String, String> hashes) {
        return (request, answer) -> {
            String text = answer.toString();
            for (Map.Entry<String, String> hash : hashes.entrySet()) {
                text = text.replace(bare(hash.getKey()), bare(hash.getValue()));
            }
            return JSON.readTree(text);
        };
    }

    /** Shows other code at the contract's address. */
    static Lie otherCode() {
        return (request, answer) -> is(request, "eth_getCode") ? result(answer, "\"0x6001600155\"") : answer;
    }

    /** Shows a log that ends before its newest anchor. */
    static Lie hidden(AnvilLog log, LogHead before) {
        return (request, answer) -> {
            if (asksHead(log, request)) {
                return result(answer, "\"" + words(before) + "\"");
            }
            boolean hides = is(request, "eth_getLogs")
                    && new BigInteger(topic(request).substring(2), 16).longValueExact() > before.sequence();
            return hides ? result(answer, "[]") : answer;
        };
    }

    /** Shows the chain as it is now while it goes on: height, log and nonce stay as they are. */
    static Lie lagging(AnvilLog log) throws Exception {
        long height = log.chain.blockNumber();
        long nonce = log.chain.nextNonce();
        Lie hidden = hidden(log, log.chain.logHead());
        return (request, answer) -> {
            if (is(request, "eth_blockNumber")) {
                return result(answer, "\"0x" + Long.toHexString(height) + "\"");
            }
            return is(request, "eth_getTransactionCount")
                    ? result(answer, "\"0x" + Long.toHexString(nonce) + "\"")
                    : hidden.answer(request, answer);
        };
    }

    /** Shows an anchor that was never mined, in the block that is the newest now, with events, head and nonce. */
    static Lie forged(AnvilLog log, PendingAnchor anchor, String transactionHash) throws Exception {
        JsonNode block = log.anvil().rpc("eth_getBlockByNumber", "\"latest\"", "false");
        LogHead now = log.chain.logHead();
        String head = anchor.head(log.identity.logId());
        String words = words(new LogHead(now.publisher(), anchor.sequence(), anchor.treeSize(), head, now.rulesHash()));
        String event = "[{\"address\":\"" + log.identity.contract() + "\",\"topics\":[\"" + AnchorContract.ANCHORED
                + "\",\"" + log.identity.logId() + "\",\"" + AnchorContract.topic(anchor.sequence())
                + "\"],\"data\":\"0x" + word(anchor.treeSize()) + anchor.root() + bare(head) + "\",\"blockNumber\":"
                + block.get("number") + ",\"blockHash\":" + block.get("hash") + ",\"transactionHash\":\""
                + transactionHash
                + "\",\"transactionIndex\":\"0x0\",\"logIndex\":\"0x0\",\"removed\":false}]";
        long from = Long.decode(block.get("number").asText());
        long nonce = log.chain.nextNonce() + 1;
        return (request, answer) -> {
            if (asksHead(log, request) && height(request.at("/params/1").asText()) >= from) {
                return result(answer, "\"" + words + "\"");
            }
            if (is(request, "eth_getLogs") && topic(request).equals(AnchorContract.topic(anchor.sequence()))) {
                return result(answer, event);
            }
            return is(request, "eth_getTransactionCount")
                    ? result(answer, "\"0x" + Long.toHexString(nonce) + "\"")
                    : answer;
        };
    }

    private static long height(String block) {
        return block.startsWith("0x") ? Long.decode(block) : Long.MAX_VALUE;
    }

    private static boolean asksHead(AnvilLog log, JsonNode request) {
        return is(request, "eth_call")
                && request.at("/params/0").toString().contains(bare(AnchorContract.headOf(log.identity.logId())));
    }

    private static boolean is(JsonNode request, String method) {
        return request.path("method").asText().equals(method);
    }

    private static String topic(JsonNode request) {
        JsonNode topic = request.at("/params/0/topics/2");
        return topic.isArray() ? topic.get(0).asText() : topic.asText();
    }

    private static JsonNode result(JsonNode answer, String json) throws Exception {
        ObjectNode changed = answer.deepCopy();
        changed.remove("error");
        changed.set("result", JSON.readTree(json));
        return changed;
    }

    private static String words(LogHead head) {
        return "0x" + "0".repeat(24) + bare(head.publisher()) + word(head.sequence()) + word(head.treeSize())
                + bare(head.head()) + bare(head.rulesHash());
    }

    private static String word(long value) {
        return String.format("%064x", value);
    }

    private static String bare(String hex) {
        return hex.startsWith("0x") ? hex.substring(2) : hex;
    }
}
