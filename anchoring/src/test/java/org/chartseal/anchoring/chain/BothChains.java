package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.DevLedgerRpc;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.LedgerFixture;

/** A real node and the ledger in this process: both are asked everything, at the same times, and must answer alike. */
public final class BothChains implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long GAS = 6_000_000;
    private static final BigInteger COINS = BigInteger.TEN.pow(21);

    private final Anvil anvil;
    private final DevLedger ledger;
    private final DevLedgerRpc rpc;
    private final AdjustableClock clock;
    private final Map<String, Sender> senders = new HashMap<>();

    private BothChains(Anvil anvil, DevLedger ledger, AdjustableClock clock) {
        this.anvil = anvil;
        this.ledger = ledger;
        this.rpc = new DevLedgerRpc(ledger);
        this.clock = clock;
    }

    /** Starts both, with one rich account. */
    public static BothChains start(Path directory) throws Exception {
        AdjustableClock clock = new AdjustableClock();
        Anvil anvil = Anvil.start(
                "--chain-id",
                Long.toString(Genesis.DEFAULT_CHAIN_ID),
                "--gas-limit",
                "30000000",
                "--prune-history",
                "10",
                "--timestamp",
                Long.toString(clock.instant().getEpochSecond()));
        anvil.fund(LedgerFixture.RICH.address());
        return new BothChains(anvil, LedgerFixture.open(directory.resolve("ledger"), clock), clock);
    }

    /** Lets the time of both pass. */
    public void advance(Duration time) {
        clock.advance(time);
    }

    /** Gives an account a thousand coins on both. */
    public void fund(String address) throws Exception {
        transact(LedgerFixture.RICH, address, COINS, "0x");
    }

    /** A transaction that both execute alike; its receipt. */
    public JsonNode send(Signer from, String to, String data) throws Exception {
        return transact(from, to, BigInteger.ZERO, data);
    }

    private JsonNode transact(Signer from, String to, BigInteger value, String data) throws Exception {
        Sender sender =
                senders.computeIfAbsent(from.address(), address -> new Sender(from, Genesis.DEFAULT_CHAIN_ID, 0));
        String raw = sender.sign(to, value, data, GAS);
        clock.advance(Duration.ofSeconds(1));
        anvil.rpc("evm_setNextBlockTimestamp", Long.toString(clock.instant().getEpochSecond()));
        anvil.rpc("eth_sendRawTransaction", "\"" + raw + "\"");
        JsonNode theirs = anvil.receipt(Sender.hash(raw));
        ours("eth_sendRawTransaction", raw);
        JsonNode ours = ours("eth_getTransactionReceipt", Sender.hash(raw));
        for (String field : List.of("status", "gasUsed", "logsBloom", "contractAddress")) {
            assertThat(ours.get(field)).as(field).isEqualTo(theirs.get(field));
        }
        assertThat(ours.get("logs")).hasSameSizeAs(theirs.get("logs"));
        for (int i = 0; i < ours.get("logs").size(); i++) {
            for (String field : List.of("address", "topics", "data", "logIndex")) {
                assertThat(ours.get("logs").get(i).get(field))
                        .isEqualTo(theirs.get("logs").get(i).get(field));
            }
        }
        return ours;
    }

    /** What both answer to a call: the result, or the error with the revert data in words. */
    public String call(String from, String to, String data) throws Exception {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_call\",\"params\":[{\"from\":\"" + from
                + "\",\"to\":\"" + to + "\",\"data\":\"" + data + "\"},\"latest\"]}";
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

    /** What whoever follows a log is told of it, by both alike. */
    List<LogEvent> events(ChainIdentity log) throws Exception {
        try (EthereumNode theirs = EthereumNode.http(anvil.uri(), Duration.ofSeconds(10));
                EthereumNode ours = EthereumNode.development(ledger)) {
            List<LogEvent> events = events(new EthereumLogFollower(ours, log));
            assertThat(events(new EthereumLogFollower(theirs, log))).isEqualTo(events);
            return events;
        }
    }

    private static List<LogEvent> events(EthereumLogFollower follower) throws Exception {
        return follower.events(Optional.empty(), 0, follower.tip().number());
    }

    private JsonNode ours(String method, String param) throws Exception {
        JsonNode answer = JSON.readTree(rpc.handle(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":[\"" + param + "\"]}"));
        assertThat(answer.path("error").isMissingNode()).as(answer.toString()).isTrue();
        return answer.get("result");
    }

    @Override
    public void close() throws java.io.IOException {
        ledger.close();
        anvil.close();
    }
}
