package org.chartseal.anchoring.devchain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigInteger;
import org.chartseal.anchoring.devchain.evm.Keccak;

/**
 * The Ethereum JSON-RPC of a {@link DevLedger}, from request text to answer text: nothing listens on a port. Answers
 * and errors have geth's form; batches are answered in order. Safe for use by several threads.
 */
public final class DevLedgerRpc {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CLIENT =
            "ChartSeal development ledger, in one process, no evidence against its operator";

    private static final long PRIORITY_FEE = 1_000_000_000L;
    private static final int MAX_FEE_HISTORY = 1024;

    private final DevLedger ledger;
    private final RpcJson json;

    public DevLedgerRpc(DevLedger ledger) {
        this.ledger = ledger;
        this.json = new RpcJson(ledger.genesis().chainId());
    }

    /** Answers one request or a batch of them. Whatever goes wrong becomes a JSON-RPC error. */
    public String handle(String request) {
        JsonNode parsed;
        try {
            parsed = MAPPER.readTree(request);
        } catch (JsonProcessingException e) {
            return failure(NullNode.instance, new RpcFailure(-32700, "parse error"))
                    .toString();
        }
        if (!parsed.isArray()) {
            return answer(parsed).toString();
        }
        ArrayNode answers = JSON.arrayNode();
        parsed.forEach(one -> answers.add(answer(one)));
        return answers.toString();
    }

    private ObjectNode answer(JsonNode request) {
        JsonNode id = request.path("id").isMissingNode() ? NullNode.instance : request.get("id");
        if (!request.path("method").isTextual()) {
            return failure(id, new RpcFailure(RpcFailure.INVALID_REQUEST, "invalid request"));
        }
        try {
            JsonNode result = dispatch(request.get("method").asText(), request.path("params"));
            ObjectNode out = envelope(id);
            out.set("result", result);
            return out;
        } catch (RpcFailure e) {
            return failure(id, e);
        }
    }

    private JsonNode dispatch(String method, JsonNode rawParams) throws RpcFailure {
        RpcParams params = new RpcParams(rawParams, ledger.head().number());
        return switch (method) {
            case "web3_clientVersion" -> TextNode.valueOf(CLIENT);
            case "web3_sha3" -> TextNode.valueOf(Hex.data(Keccak.hash(params.data(0))));
            case "net_version" ->
                TextNode.valueOf(Long.toString(ledger.genesis().chainId()));
            case "net_listening" -> JSON.booleanNode(false);
            case "eth_syncing" -> JSON.booleanNode(false);
            case "eth_accounts" -> JSON.arrayNode();
            case "eth_chainId" -> quantity(ledger.genesis().chainId());
            case "eth_blockNumber" -> quantity(params.newest());
            case "eth_gasPrice" -> quantity(ledger.head().nextBaseFee().add(BigInteger.valueOf(PRIORITY_FEE)));
            case "eth_maxPriorityFeePerGas" -> quantity(PRIORITY_FEE);
            case "eth_feeHistory" -> feeHistory(params);
            case "eth_getBlockByNumber" -> block(ledger.block(params.block(0)), params);
            case "eth_getBlockByHash" -> block(ledger.block(params.hash(0)), params);
            case "eth_getTransactionByHash" -> transaction(ledger.transaction(params.hash(0)));
            case "eth_getTransactionReceipt" -> receipt(ledger.transaction(params.hash(0)));
            case "eth_getLogs" -> logs(params);
            case "eth_sendRawTransaction" -> send(params.data(0));
            default -> state(method, params);
        };
    }

    private JsonNode state(String method, RpcParams params) throws RpcFailure {
        switch (method) {
            case "eth_getTransactionCount" -> {
                params.requireNewest(1);
                return quantity(ledger.nonce(params.address(0)));
            }
            case "eth_getBalance" -> {
                params.requireNewest(1);
                return TextNode.valueOf(Hex.quantity(ledger.balance(params.address(0))));
            }
            case "eth_getCode" -> {
                params.requireNewest(1);
                return TextNode.valueOf(Hex.data(ledger.code(params.address(0))));
            }
            case "eth_getStorageAt" -> {
                params.requireNewest(2);
                return TextNode.valueOf(Hex.word(ledger.storage(params.address(0), params.quantity(1))));
            }
            case "eth_call" -> {
                params.requireNewest(1);
                return TextNode.valueOf(Hex.data(new Simulation(ledger, params.call(0)).call()));
            }
            case "eth_estimateGas" -> {
                params.requireNewest(1);
                return quantity(new Simulation(ledger, params.call(0)).estimate());
            }
            default ->
                throw new RpcFailure(
                        RpcFailure.METHOD_NOT_FOUND, "the method " + method + " does not exist/is not available");
        }
    }

    private JsonNode send(byte[] raw) throws RpcFailure {
        try {
            return TextNode.valueOf(Hex.data(ledger.submit(raw)));
        } catch (InvalidTransaction e) {
            throw new RpcFailure(RpcFailure.SERVER, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new RpcFailure(-32603, "the block could not be written: " + e.getMessage());
        }
    }

    private JsonNode block(@org.jspecify.annotations.Nullable Block block, RpcParams params) {
        return block == null ? NullNode.instance : json.block(block, params.flag(1));
    }

    private JsonNode transaction(ChainIndex.@org.jspecify.annotations.Nullable Location found) {
        return found == null ? NullNode.instance : json.transaction(found.block(), found.index());
    }

    private JsonNode receipt(ChainIndex.@org.jspecify.annotations.Nullable Location found) {
        return found == null ? NullNode.instance : json.receipt(found.block(), found.index());
    }

    private JsonNode logs(RpcParams params) throws RpcFailure {
        ArrayNode out = JSON.arrayNode();
        ledger.logs(params.filter(0, ledger::block)).forEach(log -> out.add(json.log(log)));
        return out;
    }

    private JsonNode feeHistory(RpcParams params) throws RpcFailure {
        long count = Math.min(MAX_FEE_HISTORY, params.quantity(0).longValue());
        long newest = Math.min(params.block(1), params.newest());
        long oldest = Math.max(0, newest - count + 1);
        ObjectNode out = JSON.objectNode();
        out.put("oldestBlock", Hex.quantity(oldest));
        ArrayNode fees = out.putArray("baseFeePerGas");
        ArrayNode ratios = out.putArray("gasUsedRatio");
        ArrayNode rewards = JSON.arrayNode();
        int percentiles = params.params().path(2).size();
        for (long number = oldest; number <= newest; number++) {
            Block block = java.util.Objects.requireNonNull(ledger.block(number));
            fees.add(Hex.quantity(block.header().baseFee()));
            ratios.add((double) block.header().gasUsed() / block.header().gasLimit());
            ArrayNode reward = rewards.addArray();
            for (int i = 0; i < percentiles; i++) {
                reward.add(Hex.quantity(PRIORITY_FEE));
            }
            if (number == newest) {
                fees.add(Hex.quantity(block.header().nextBaseFee()));
            }
        }
        if (percentiles > 0) {
            out.set("reward", rewards);
        }
        return out;
    }

    private static JsonNode quantity(long value) {
        return TextNode.valueOf(Hex.quantity(value));
    }

    private static JsonNode quantity(BigInteger value) {
        return TextNode.valueOf(Hex.quantity(value));
    }

    private static ObjectNode failure(JsonNode id, RpcFailure failure) {
        ObjectNode out = envelope(id);
        ObjectNode error = out.putObject("error");
        error.put("code", failure.code());
        error.put("message", failure.getMessage());
        String data = failure.data();
        if (data != null) {
            error.put("data", data);
        }
        return out;
    }

    private static ObjectNode envelope(JsonNode id) {
        ObjectNode out = JSON.objectNode();
        out.put("jsonrpc", "2.0");
        out.set("id", id);
        return out;
    }
}
