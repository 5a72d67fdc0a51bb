package org.chartseal.anchoring.devchain;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.devchain.evm.Address;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of one JSON-RPC request. */
record RpcParams(JsonNode params, long newest) {
    byte[] data(int index) throws RpcFailure {
        return Hex.parseData(text(index));
    }

    byte[] hash(int index) throws RpcFailure {
        byte[] hash = data(index);
        if (hash.length != 32) {
            throw invalid("a hash of 32 bytes", hash.length + " bytes");
        }
        return hash;
    }

    Address address(int index) throws RpcFailure {
        return address(text(index));
    }

    BigInteger quantity(int index) throws RpcFailure {
        return Hex.parseQuantity(text(index));
    }

    boolean flag(int index) {
        return params.path(index).asBoolean(false);
    }

    /** The height a block parameter means; all that comes before finality is one for this ledger. */
    long block(int index) throws RpcFailure {
        return height(params.path(index), newest);
    }

    /** Requires that state is asked for as it is now: older states are not kept. */
    void requireNewest(int index) throws RpcFailure {
        JsonNode wanted = params.path(index);
        if (!wanted.isObject() && height(wanted, newest) != newest) {
            throw new RpcFailure(
                    RpcFailure.SERVER,
                    "missing trie node: expected the state of block " + newest + ", found a request for " + wanted);
        }
    }

    CallRequest call(int index) throws RpcFailure {
        JsonNode call = object(index);
        JsonNode input = call.hasNonNull("input") ? call.get("input") : call.path("data");
        String to = call.path("to").asText("");
        return new CallRequest(
                call.hasNonNull("from") ? address(call.get("from").asText()) : Address.ZERO,
                to.isEmpty() || to.equals("null") ? null : address(to),
                call.hasNonNull("value") ? Hex.parseQuantity(call.get("value").asText()) : BigInteger.ZERO,
                input.isTextual() ? Hex.parseData(input.asText()) : new byte[0],
                call.hasNonNull("gas") ? Hex.parseQuantity(call.get("gas").asText()) : null);
    }

    LogFilter filter(int index, java.util.function.Function<byte[], @Nullable Block> byHash) throws RpcFailure {
        JsonNode filter = object(index);
        long from = height(filter.path("fromBlock"), newest);
        long to = height(filter.path("toBlock"), newest);
        if (filter.hasNonNull("blockHash")) {
            Block block = byHash.apply(Hex.parseData(filter.get("blockHash").asText()));
            if (block == null) {
                throw new RpcFailure(RpcFailure.SERVER, "unknown block");
            }
            from = block.header().number();
            to = from;
        }
        Set<Address> addresses = new HashSet<>();
        for (JsonNode address : oneOrMany(filter.path("address"))) {
            addresses.add(address(address.asText()));
        }
        List<Set<BigInteger>> topics = new ArrayList<>();
        for (JsonNode position : filter.path("topics")) {
            Set<BigInteger> wanted = new HashSet<>();
            for (JsonNode topic : oneOrMany(position)) {
                wanted.add(Hex.parseQuantity(topic.asText()));
            }
            topics.add(wanted);
        }
        return new LogFilter(from, to, addresses, topics);
    }

    private static Iterable<JsonNode> oneOrMany(JsonNode node) {
        return node.isArray() ? node : node.isTextual() ? List.of(node) : List.of();
    }

    private static long height(JsonNode block, long newest) throws RpcFailure {
        String text = block.asText("latest");
        return switch (text) {
            case "", "null", "latest", "pending", "safe", "finalized" -> newest;
            case "earliest" -> 0;
            default -> {
                BigInteger number = Hex.parseQuantity(text);
                yield number.bitLength() > 62 ? Long.MAX_VALUE : number.longValue();
            }
        };
    }

    private static Address address(String text) throws RpcFailure {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid("an address", text);
        }
    }

    private JsonNode object(int index) throws RpcFailure {
        JsonNode node = params.path(index);
        if (!node.isObject()) {
            throw invalid("an object", node.toString());
        }
        return node;
    }

    private String text(int index) throws RpcFailure {
        JsonNode node = params.path(index);
        if (!node.isTextual()) {
            throw invalid("a string", node.toString());
        }
        return node.asText();
    }

    private static RpcFailure invalid(String expected, String found) {
        return new RpcFailure(RpcFailure.INVALID_PARAMS, "invalid argument: expected " + expected + ", found " + found);
    }
}
