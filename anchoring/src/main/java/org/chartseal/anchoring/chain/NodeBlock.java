package org.chartseal.anchoring.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Rlp;

/** Blocks and receipts of the JSON-RPC in the encoding that hashes are made of. */
final class NodeBlock {
    private static final String[] HASHES_FIRST = {
        "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"
    };
    private static final String[] QUANTITIES = {"difficulty", "number", "gasLimit", "gasUsed", "timestamp"};
    private static final String[] DATA = {"extraData", "mixHash", "nonce"};
    /** In the order of the forks that added them: EIP-1559, 4895, 4844 (two), 4788, 7685. */
    private static final String[] LATER = {
        "baseFeePerGas", "withdrawalsRoot", "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash"
    };

    private static final List<String> LATER_QUANTITIES = List.of("baseFeePerGas", "blobGasUsed", "excessBlobGas");

    private NodeBlock() {}

    /**
     * The RLP of a block's header, with the fields of whatever fork the node is at.
     *
     * @throws IOException if a field is missing or malformed
     */
    static byte[] header(JsonNode block) throws IOException {
        List<byte[]> fields = new ArrayList<>();
        for (String name : HASHES_FIRST) {
            fields.add(Rlp.bytes(data(block, name)));
        }
        for (String name : QUANTITIES) {
            fields.add(quantity(block, name));
        }
        for (String name : DATA) {
            fields.add(Rlp.bytes(data(block, name)));
        }
        for (String name : LATER) {
            if (block.hasNonNull(name)) {
                fields.add(LATER_QUANTITIES.contains(name) ? quantity(block, name) : Rlp.bytes(data(block, name)));
            }
        }
        return Rlp.list(fields);
    }

    /**
     * A receipt as it stands in the trie (EIP-658, EIP-2718). Types whose receipts have more fields come out wrong, which
     * the root shows.
     *
     * @throws IOException if a field is missing or malformed
     */
    static byte[] receipt(JsonNode receipt) throws IOException {
        List<byte[]> logs = new ArrayList<>();
        for (JsonNode log : receipt.path("logs")) {
            List<byte[]> topics = new ArrayList<>();
            for (JsonNode topic : log.path("topics")) {
                topics.add(Rlp.bytes(bytes("topics", topic.asText())));
            }
            logs.add(
                    Rlp.list(List.of(Rlp.bytes(data(log, "address")), Rlp.list(topics), Rlp.bytes(data(log, "data")))));
        }
        byte[] outcome = receipt.hasNonNull("status") ? quantity(receipt, "status") : Rlp.bytes(data(receipt, "root"));
        byte[] body = Rlp.list(List.of(
                outcome,
                quantity(receipt, "cumulativeGasUsed"),
                Rlp.bytes(data(receipt, "logsBloom")),
                Rlp.list(logs)));
        byte[] type = receipt.hasNonNull("type") ? minimal(data(receipt, "type")) : new byte[0];
        byte[] encoded = new byte[type.length + body.length];
        System.arraycopy(type, 0, encoded, 0, type.length);
        System.arraycopy(body, 0, encoded, type.length, body.length);
        return encoded;
    }

    static byte[] data(JsonNode object, String name) throws IOException {
        return bytes(name, object.path(name).asText());
    }

    private static byte[] quantity(JsonNode object, String name) throws IOException {
        return Rlp.bytes(minimal(data(object, name)));
    }

    private static byte[] minimal(byte[] integer) {
        int from = 0;
        while (from < integer.length && integer[from] == 0) {
            from++;
        }
        return Arrays.copyOfRange(integer, from, integer.length);
    }

    private static byte[] bytes(String name, String hex) throws IOException {
        try {
            if (hex.startsWith("0x")) {
                String digits = hex.substring(2);
                return HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": expected 0x and hex, found " + hex, e);
        }
        throw new IOException(name + ": expected 0x and hex, found " + (hex.isEmpty() ? "none" : hex));
    }
}
