package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.DevLedgerRpc;
import org.chartseal.anchoring.devchain.LedgerFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.ContractUtils;

/** The contract does the same on anvil and in this process: gas, status, logs, revert data; and it is what it should. */
class ContractOnBothTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Signer OWNER = LedgerFixture.RICH;
    private static final Signer OTHER = LocalSigner.of(TestKeys.key(6));
    private static final byte[] ORIGIN = new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    };
    private static final byte[] NONCE = new byte[32];
    private static final String CONTRACT = ContractUtils.generateContractAddress(OWNER.address(), BigInteger.ZERO);
    private static final String LOG = AnchorContract.logId(31339, CONTRACT, OWNER.address(), ORIGIN, NONCE);

    private Anvil anvil;
    private DevLedger ledger;
    private DevLedgerRpc rpc;
    private Sender owner;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        anvil = Anvil.start("--chain-id", "31339");
        anvil.fund(OWNER.address());
        ledger = LedgerFixture.open(directory.resolve("ledger"));
        rpc = new DevLedgerRpc(ledger);
        owner = new Sender(OWNER, 31339, 0);
        send("", AnchorContract.creationCode(), true);
        send(CONTRACT, AnchorContract.createLog(ORIGIN, NONCE), true);
    }

    @AfterEach
    void stop() throws Exception {
        ledger.close();
        anvil.close();
    }

    @Test
    void appendsByComparisonAndSaysWhatItExpected() throws Exception {
        assertThat(call(OWNER, AnchorContract.headOf(LOG))).endsWith("0".repeat(192));
        PendingAnchor first = new PendingAnchor(1, PendingAnchor.NO_HEAD, 10, "ab".repeat(32));
        JsonNode receipt = send(CONTRACT, AnchorContract.anchor(LOG, first), true);
        assertThat(receipt.at("/logs/0/topics/0").asText()).isEqualTo(AnchorContract.ANCHORED);
        assertThat(receipt.at("/logs/0/topics/1").asText()).isEqualTo(LOG);
        assertThat(receipt.at("/logs/0/data").asText()).endsWith(first.head(LOG).substring(2));
        PendingAnchor second = new PendingAnchor(2, first.head(LOG), 11, "cd".repeat(32));
        assertThat(send(CONTRACT, AnchorContract.anchor(LOG, second), true)
                        .get("gasUsed")
                        .asText())
                .as("gas of an anchor that is not the first")
                .isEqualTo("0x" + Integer.toHexString(36_634));

        refused(OWNER, second, "WrongSequence: expected 3, found 2");
        refused(
                OWNER,
                new PendingAnchor(4, second.head(LOG), 12, "cd".repeat(32)),
                "WrongSequence: expected 3, found 4");
        refused(
                OWNER,
                new PendingAnchor(3, first.head(LOG), 12, "cd".repeat(32)),
                "WrongPreviousHead: expected " + second.head(LOG) + ", found " + first.head(LOG));
        refused(
                OWNER,
                new PendingAnchor(3, second.head(LOG), 11, "cd".repeat(32)),
                "TreeNotGrowing: expected 11, found 11");
        refused(
                OWNER,
                new PendingAnchor(3, second.head(LOG), 1L << 56, "cd".repeat(32)),
                "TreeTooLarge: expected 72057594037927935, found 72057594037927936");
        PendingAnchor third = new PendingAnchor(3, second.head(LOG), (1L << 56) - 1, "ef".repeat(32));
        refused(OTHER, third, "NotPublisher: expected " + OWNER.address() + ", found " + OTHER.address());
        send(CONTRACT, AnchorContract.anchor(LOG, third), true);
        assertThat(call(OWNER, AnchorContract.headOf(LOG)))
                .endsWith(third.head(LOG).substring(2));
    }

    @Test
    void givesEachCreatorOneLogAnIdOfItsOwn() throws Exception {
        send(CONTRACT, AnchorContract.createLog(ORIGIN, NONCE), false);
        assertThat(call(OWNER, AnchorContract.exists(LOG))).endsWith("1");
        String others = AnchorContract.logId(31339, CONTRACT, OTHER.address(), ORIGIN, NONCE);
        assertThat(call(OWNER, AnchorContract.exists(others))).endsWith("0");
        assertThat(call(OTHER, AnchorContract.createLog(ORIGIN, NONCE))).isEqualTo(others);
        PendingAnchor first = new PendingAnchor(1, PendingAnchor.NO_HEAD, 10, "ab".repeat(32));
        assertThat(call(OWNER, AnchorContract.anchor(others, first))).contains("UnknownLog: " + others);
        assertThat(call(OWNER, AnchorContract.createLog(ORIGIN, NONCE))).contains("LogExists: " + LOG);
        assertThat(call(OWNER, "0xdeadbeef")).startsWith("{");
    }

    private void refused(Signer caller, PendingAnchor pending, String expected) throws Exception {
        assertThat(call(caller, AnchorContract.anchor(LOG, pending))).contains(expected);
        if (caller == OWNER) {
            send(CONTRACT, AnchorContract.anchor(LOG, pending), false);
        }
    }

    /** The result, or the error with the revert data in words. */
    private String call(Signer caller, String data) throws Exception {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{\"from\":\""
                + caller.address() + "\",\"to\":\"" + CONTRACT + "\",\"data\":\"" + data + "\"},\"latest\"]}";
        JsonNode ours = JSON.readTree(rpc.handle(request));
        JsonNode theirs = anvil.raw(request);
        assertThat(ours.path("result")).isEqualTo(theirs.path("result"));
        assertThat(ours.at("/error/code")).isEqualTo(theirs.at("/error/code"));
        assertThat(ours.at("/error/data").asText("0x"))
                .isEqualTo(theirs.at("/error/data").asText("0x"));
        return ours.has("result")
                ? ours.get("result").asText()
                : ours + ContractError.describe(ours.at("/error/data").asText());
    }

    private JsonNode send(String to, String data, boolean succeeds) throws Exception {
        String raw = owner.sign(to, BigInteger.ZERO, data, 2_000_000);
        String hash = Sender.hash(raw);
        anvil.rpc("eth_sendRawTransaction", "\"" + raw + "\"");
        JsonNode theirs = anvil.receipt(hash);
        ours("eth_sendRawTransaction", raw);
        JsonNode ours = ours("eth_getTransactionReceipt", hash);
        for (String field : new String[] {"status", "gasUsed", "logsBloom", "contractAddress"}) {
            assertThat(ours.get(field)).as(field).isEqualTo(theirs.get(field));
        }
        assertThat(ours.get("status").asText()).isEqualTo(succeeds ? "0x1" : "0x0");
        assertThat(ours.get("logs")).hasSameSizeAs(theirs.get("logs"));
        for (int i = 0; i < ours.get("logs").size(); i++) {
            for (String field : new String[] {"address", "topics", "data", "logIndex"}) {
                assertThat(ours.get("logs").get(i).get(field))
                        .isEqualTo(theirs.get("logs").get(i).get(field));
            }
        }
        return ours;
    }

    private JsonNode ours(String method, String param) throws Exception {
        JsonNode answer = JSON.readTree(rpc.handle(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[\"" + param + "\"]}"));
        assertThat(answer.path("error").isMissingNode()).as(answer.toString()).isTrue();
        return answer.get("result");
    }
}
