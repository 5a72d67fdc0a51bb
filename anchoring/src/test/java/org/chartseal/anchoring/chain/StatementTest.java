package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.StructuredDataEncoder;

/** What members sign is what wallets sign for the same typed data: another encoder makes the same digest. */
class StatementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ChainIdentity LOG = new ChainIdentity(
            31339, "0x" + "00".repeat(32), "0x" + "c0".repeat(20), "0x" + "cd".repeat(32), "0x" + "10".repeat(32));

    @Test
    void agreesWithAnotherEncoder() throws Exception {
        List<String> members = Hospitals.addresses(Hospitals.signers(3));
        String heir = members.get(1);
        agree(
                new Statement.Checkpoint(LOG, 3, 1L << 40, "ab".repeat(32)),
                "Checkpoint",
                "bytes32 logId,uint64 epoch,uint64 treeSize,bytes32 root",
                LOG.logId(),
                3,
                1L << 40,
                "0x" + "ab".repeat(32));
        agree(
                new Statement.Change(LOG, 0, 2, heir, 2, members),
                "Change",
                "bytes32 logId,uint64 epoch,uint64 number,address publisher,uint8 threshold,address[] members",
                LOG.logId(),
                0,
                2,
                heir,
                2,
                members);
        agree(
                new Statement.Closing(LOG, 0, 1, 7, "ef".repeat(32), "0x" + "5e".repeat(32)),
                "Closing",
                "bytes32 logId,uint64 epoch,uint64 number,uint64 finalSize,bytes32 finalRoot,bytes32 successor",
                LOG.logId(),
                0,
                1,
                7,
                "0x" + "ef".repeat(32),
                "0x" + "5e".repeat(32));
        agree(
                new Statement.Withdrawal(LOG, 9, 8),
                "Withdrawal",
                "bytes32 logId,uint64 epoch,uint64 number",
                LOG.logId(),
                9,
                8);
    }

    private static void agree(Statement statement, String type, String fields, Object... values) throws Exception {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode types = json.putObject("types");
        declare(types.putArray("EIP712Domain"), "string name,string version,uint256 chainId,address verifyingContract");
        declare(types.putArray(type), fields);
        json.put("primaryType", type);
        json.putObject("domain")
                .put("name", "ChartSealAnchors")
                .put("version", "2")
                .put("chainId", LOG.chainId())
                .put("verifyingContract", LOG.contract());
        ObjectNode message = json.putObject("message");
        String[] names = fields.split(",", -1);
        for (int i = 0; i < names.length; i++) {
            message.set(names[i].split(" ", -1)[1], JSON.valueToTree(values[i]));
        }
        assertThat(statement.digest()).isEqualTo(new StructuredDataEncoder(json.toString()).hashStructuredData());
    }

    private static void declare(ArrayNode into, String fields) {
        for (String field : fields.split(",", -1)) {
            into.addObject().put("name", field.split(" ", -1)[1]).put("type", field.split(" ", -1)[0]);
        }
    }
}
