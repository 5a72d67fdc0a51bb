package org.chartseal.anchoring.devchain.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.chartseal.anchoring.chain.Anvil;

/** A machine to compare, asked by Ethereum JSON-RPC. */
interface EvmNode {
    ObjectMapper JSON = new ObjectMapper();

    /** Answers one request or a batch. */
    JsonNode ask(String request) throws Exception;

    /** The receipt of a transaction that was taken, once it is in a block. */
    JsonNode receipt(String transactionHash) throws Exception;

    /** Text of one request; the parameters are JSON text. */
    static String request(String method, String... params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + String.join(",", params)
                + "]}";
    }

    /** The real one. */
    static EvmNode of(Anvil anvil) {
        return new EvmNode() {
            @Override
            public JsonNode ask(String request) throws Exception {
                return anvil.raw(request);
            }

            @Override
            public JsonNode receipt(String transactionHash) throws Exception {
                return anvil.receipt(transactionHash);
            }
        };
    }
}
