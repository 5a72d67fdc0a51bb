package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.devchain.evm.Keccak;

/** What a real node has of a server's log. */
final class ChainEvents {
    private static final int SEQUENCE_DIGITS = 16;
    private static final String ANCHORED = "0x"
            + HexFormat.of()
                    .formatHex(Keccak.hash(
                            "Anchored(bytes32,uint64,uint64,bytes32,bytes32)".getBytes(StandardCharsets.US_ASCII)));

    private ChainEvents() {}

    /** Sequence numbers of all its anchors, as they lie on the chain. */
    static List<Long> read(Anvil anvil, ServerProcess server) throws Exception {
        JsonNode trust = Fingerprint.parse(
                java.nio.file.Files.readAllBytes(server.secrets().resolve("trust.json")));
        JsonNode chain = trust.findParent("contract");
        JsonNode events = anvil.rpc(
                "eth_getLogs",
                "{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\",\"address\":" + chain.get("contract") + ",\"topics\":[\""
                        + ANCHORED + "\"," + trust.findValue("logId") + ",null]}");
        List<Long> sequences = new ArrayList<>();
        for (JsonNode event : events) {
            String topic = event.at("/topics/2").asText();
            sequences.add(Long.parseLong(topic.substring(topic.length() - SEQUENCE_DIGITS), 16));
        }
        return sequences;
    }
}
