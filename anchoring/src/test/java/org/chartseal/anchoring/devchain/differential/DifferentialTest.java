package org.chartseal.anchoring.devchain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.Sender;
import org.chartseal.anchoring.chain.Signer;
import org.chartseal.anchoring.chain.TestKeys;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.DevLedgerRpc;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.evm.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same programs on anvil and in this process must end alike: output or revert data of eth_call, then as a
 * transaction gas, status, logs, code and the sender's balance. {@code -Dchartseal.evm.programs} sets how many random
 * programs run, {@code -Dchartseal.evm.seed} which.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialTest {
    private static final int PROGRAMS = Integer.getInteger("chartseal.evm.programs", 500);
    private static final long SEED = Long.getLong("chartseal.evm.seed", 20261123L);
    private static final Signer SIGNER = LocalSigner.of(TestKeys.key(77));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BigInteger VALUE = BigInteger.valueOf(1000);

    private Anvil anvil;
    private DevLedger ledger;
    private DevLedgerRpc rpc;
    private Sender sender;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        anvil = Anvil.start(
                "--chain-id",
                "31339",
                "--gas-limit",
                "30000000",
                "--block-base-fee-per-gas",
                "1000000000",
                "--prune-history",
                "10");
        anvil.fund(SIGNER.address());
        ledger = DevLedger.open(
                directory.resolve("ledger"),
                () -> new Genesis(
                        31339,
                        1_700_000_000,
                        30_000_000,
                        // Falls by an eighth to the fee that anvil gives to its first block.
                        BigInteger.valueOf(1_142_857_142),
                        new byte[32],
                        java.util.Map.of(Address.parse(SIGNER.address()), BigInteger.TEN.pow(27))),
                Clock.systemUTC());
        rpc = new DevLedgerRpc(ledger);
        sender = new Sender(SIGNER, 31339, 0);
    }

    @AfterAll
    void stop() throws Exception {
        ledger.close();
        anvil.close();
    }

    @Test
    void agreesOnDirectedVectors() throws Exception {
        List<Program> vectors = Vectors.all();
        assertThat(vectors).hasSizeGreaterThan(1000);
        for (Program vector : vectors) {
            compare(vector);
        }
    }

    @Test
    void agreesOnRandomPrograms() throws Exception {
        for (int i = 0; i < PROGRAMS; i++) {
            compare(RandomPrograms.next(new Random(SEED + i), "random program " + (SEED + i)));
        }
    }

    private void compare(Program program) throws Exception {
        String code = "0x" + java.util.HexFormat.of().formatHex(program.code());
        if (program.calls()) {
            String call = "{\"from\":\"" + SIGNER.address() + "\",\"data\":\"" + code + "\",\"gas\":\"0x"
                    + Long.toHexString(program.gas()) + "\",\"value\":\"0x3e8\"}";
            JsonNode theirs = ask(true, "eth_call", call + ",\"latest\"");
            JsonNode ours = ask(false, "eth_call", call + ",\"latest\"");
            assertThat(outcome(ours)).as("%s call %s", program.name(), code).isEqualTo(outcome(theirs));
        }
        if (!program.transacts()) {
            return;
        }
        String raw = sender.sign("", VALUE, code, program.gas());
        String hash = "\"" + Sender.hash(raw) + "\"";
        JsonNode ourAnswer = ask(false, "eth_sendRawTransaction", "\"" + raw + "\"");
        JsonNode theirAnswer = ask(true, "eth_sendRawTransaction", "\"" + raw + "\"");
        assertThat(ourAnswer.has("result"))
                .as("%s %s %s", program.name(), ourAnswer, theirAnswer)
                .isEqualTo(theirAnswer.has("result"));
        if (ourAnswer.has("error")) {
            sender.takeBack();
            return;
        }
        JsonNode theirs = anvil.receipt(Sender.hash(raw));
        JsonNode ours = ask(false, "eth_getTransactionReceipt", hash).get("result");
        for (String field : List.of(
                "status",
                "gasUsed",
                "cumulativeGasUsed",
                "effectiveGasPrice",
                "logsBloom",
                "contractAddress",
                "type")) {
            assertThat(ours.get(field))
                    .as("%s %s %s", program.name(), field, code)
                    .isEqualTo(theirs.get(field));
        }
        assertThat(logs(ours)).as("%s logs %s", program.name(), code).isEqualTo(logs(theirs));
        String account = theirs.get("contractAddress") + ",\"latest\"";
        String payer = "\"" + SIGNER.address() + "\",\"latest\"";
        String batch = "["
                + String.join(
                        ",",
                        request("eth_getCode", account),
                        request("eth_getBalance", account),
                        request("eth_getBalance", payer),
                        request("eth_getTransactionCount", account),
                        request("eth_getStorageAt", theirs.get("contractAddress") + ",\"0x1\",\"latest\""))
                + "]";
        assertThat(JSON.readTree(rpc.handle(batch)))
                .as("%s state %s", program.name(), code)
                .isEqualTo(anvil.raw(batch));
    }

    private JsonNode ask(boolean real, String method, String params) throws Exception {
        String request = request(method, params);
        return real ? anvil.raw(request) : JSON.readTree(rpc.handle(request));
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
    }

    /** Result, or revert data, or that it halted: words differ from node to node. */
    private static String outcome(JsonNode answer) {
        if (answer.has("result")) {
            return "returned " + answer.get("result").asText();
        }
        JsonNode error = answer.get("error");
        return error.path("code").asInt() == 3
                ? "reverted " + error.path("data").asText("0x")
                : "halted";
    }

    private static String logs(JsonNode receipt) {
        StringBuilder out = new StringBuilder();
        receipt.get("logs").forEach(log -> out.append(log.get("address"))
                .append(log.get("topics"))
                .append(log.get("data"))
                .append(log.get("logIndex"))
                .append('\n'));
        return out.toString();
    }
}
