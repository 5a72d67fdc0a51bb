package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.anchoring.chain.Submission.Anchored;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Mined;
import org.chartseal.anchoring.chain.Submission.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chain that is reached by several endpoints, mines at its own pace, and says itself what is final. */
class EndpointsOnAnvilTest {
    private static final LocalSigner SIGNER = LocalSigner.of(TestKeys.key(9));
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final InMemoryAnchorOutbox outbox = new InMemoryAnchorOutbox();
    private final TestTree tree = new TestTree(1);
    private Anvil anvil;
    private ChainIdentity identity;

    @BeforeEach
    void start() throws Exception {
        // The finalized block is two below the newest.
        anvil = Anvil.start("--chain-id", "31339", "--slots-in-an-epoch", "1");
        anvil.fund(SIGNER.address());
        try (EthereumNode node = EthereumNode.http(anvil.uri(), TIMEOUT)) {
            identity =
                    new LogProvisioning(node, SIGNER, LogRules.publisherAlone(), TIMEOUT).deployAndCreate(new byte[32]);
        }
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void waitsForTheBlockThatTheChainCallsFinal() throws Exception {
        try (EthereumNode node = EthereumNode.http(anvil.uri(), TIMEOUT)) {
            Submitter submitter = submitter(node, Finality.FINALIZED);
            submitter.offer(5, tree.root(5));
            submitter.tick();
            anvil.mine(1);
            assertThat(submitter.tick()).isInstanceOf(Mined.class);
            anvil.mine(1);
            assertThat(submitter.tick()).isInstanceOf(Anchored.class);
        }
    }

    @Test
    void anchorsOnceWhereBlocksComeByTheClock() throws Exception {
        anvil.rpc("evm_setIntervalMining", "1");
        try (EthereumNode node = EthereumNode.http(anvil.uri(), TIMEOUT)) {
            Submitter submitter = submitter(node, Finality.DEPTH);
            for (int size = 1; size <= 3; size++) {
                submitter.offer(size, tree.root(size));
                Submission last = submitter.tick();
                for (int i = 0; i < 100 && !(last instanceof Anchored); i++) {
                    Thread.sleep(100);
                    last = submitter.tick();
                }
                assertThat(last).isInstanceOf(Anchored.class);
                assertThat(outbox.attempts(size)).hasSize(1);
            }
            assertThat(node.nonce(SIGNER.address())).isEqualTo(2 + 3);
        }
    }

    @Test
    void asksTheNextEndpointWhereOneIsDownOrOutOfOrder() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer broken = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        broken.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        broken.start();
        URI outOfOrder = URI.create("http://127.0.0.1:" + broken.getAddress().getPort());
        try (EthereumNode node = EthereumNode.http(List.of(nobody(), outOfOrder, anvil.uri()), TIMEOUT)) {
            Submitter submitter = submitter(node, Finality.DEPTH);
            submitter.offer(5, tree.root(5));
            submitter.tick();
            assertThat(submitter.tick()).isInstanceOf(Anchored.class);
            assertThat(asked).as("the endpoint that answered is kept").hasValue(1);
        } finally {
            broken.stop(0);
        }
        try (EthereumNode node = EthereumNode.http(List.of(nobody(), nobody()), TIMEOUT)) {
            assertThat(submitter(node, Finality.DEPTH).tick())
                    .isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                            .contains("endpoint 2 of 2"));
        }
    }

    @Test
    void waitsForAnEndpointThatLagsAndStopsAtOneOfAnotherChain() throws Exception {
        try (EthereumNode node = EthereumNode.http(anvil.uri(), TIMEOUT)) {
            Submitter submitter = submitter(node, Finality.DEPTH);
            submitter.offer(5, tree.root(5));
            submitter.tick();
            assertThat(submitter.tick()).isInstanceOf(Anchored.class);
        }
        String snapshot = anvil.rpc("evm_snapshot").toString();
        try (EthereumNode node = EthereumNode.http(anvil.uri(), TIMEOUT)) {
            Submitter submitter = submitter(node, Finality.DEPTH);
            submitter.offer(6, tree.root(6));
            submitter.tick();
            assertThat(submitter.tick()).isInstanceOf(Anchored.class);
            // An endpoint that is some blocks behind: what was final is not there yet.
            anvil.rpc("evm_revert", snapshot);
            submitter.offer(7, tree.root(7));
            assertThat(submitter.tick()).isInstanceOf(Waiting.class);
            assertThat(outbox.attempts(3)).isEmpty();
        }
        try (Anvil other = Anvil.start("--chain-id", "31339", "--timestamp", "1600000000");
                EthereumNode node = EthereumNode.http(other.uri(), TIMEOUT)) {
            assertThat(submitter(node, Finality.DEPTH).tick())
                    .isInstanceOfSatisfying(Incident.class, incident -> assertThat(incident.kind())
                            .isEqualTo(Kind.REPLACED_CHAIN));
        }
    }

    private Submitter submitter(EthereumNode node, Finality finality) {
        return new Submitter(
                new EthereumChain(node, identity, SIGNER),
                identity,
                outbox,
                tree,
                new SubmitterSettings(finality, 0, Duration.ofMinutes(1), BigInteger.TEN.pow(11)),
                new AdjustableClock());
    }

    /** A port that nobody listens at. */
    private static URI nobody() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
