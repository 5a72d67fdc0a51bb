package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.chartseal.anchoring.chain.Submission.Anchored;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A chain that is reached by several endpoints, mines at its own pace, and says itself what is final. */
class EndpointsOnAnvilTest {
    private AnvilLog log;

    @BeforeEach
    void start() throws Exception {
        // The finalized block is two below the newest.
        log = AnvilLog.start("--slots-in-an-epoch", "1");
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void waitsForTheBlockThatTheChainCallsFinal() throws Exception {
        NodeFaults.finalByItsOwnWord(log);
    }

    @Test
    void anchorsOnceWhereBlocksComeByTheClock() throws Exception {
        NodeFaults.blocksByTheClock(log);
    }

    @Test
    void goesOnWhereItsEndpointsWereDown() throws Exception {
        NodeFaults.down(log);
    }

    @Test
    void waitsWhileAllEndpointsAreDown() throws Exception {
        NodeFaults.allDown(log);
    }

    @Test
    void takesAnEndpointThatLagsForNoLiar() throws Exception {
        NodeFaults.lagging(log);
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
        try (EthereumNode node =
                EthereumNode.http(List.of(nobody(), outOfOrder, log.anvil().uri()), AnvilLog.TIMEOUT)) {
            Submitter submitter = submitter(node);
            submitter.offer(5, log.tree.root(5));
            submitter.tick();
            assertThat(submitter.tick()).isInstanceOf(Anchored.class);
            assertThat(asked).as("the endpoint that answered is kept").hasValue(1);
        } finally {
            broken.stop(0);
        }
        try (EthereumNode node = EthereumNode.http(List.of(nobody(), nobody()), AnvilLog.TIMEOUT)) {
            assertThat(submitter(node).tick())
                    .isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                            .contains("endpoint 2 of 2"));
        }
    }

    @Test
    void waitsForAnEndpointThatLagsAndStopsAtOneOfAnotherChain() throws Exception {
        Submitter submitter = submitter(log.node);
        submitter.offer(5, log.tree.root(5));
        submitter.tick();
        assertThat(submitter.tick()).isInstanceOf(Anchored.class);
        String snapshot = log.anvil().rpc("evm_snapshot").toString();
        submitter.offer(6, log.tree.root(6));
        submitter.tick();
        assertThat(submitter.tick()).isInstanceOf(Anchored.class);
        // An endpoint that is some blocks behind: what was final is not there yet.
        log.anvil().rpc("evm_revert", snapshot);
        submitter.offer(7, log.tree.root(7));
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        assertThat(log.outbox.attempts(3)).isEmpty();
        try (Anvil other = Anvil.start("--chain-id", "31339", "--timestamp", "1600000000");
                EthereumNode node = EthereumNode.http(other.uri(), AnvilLog.TIMEOUT)) {
            assertThat(submitter(node).tick())
                    .isInstanceOfSatisfying(Incident.class, incident -> assertThat(incident.kind())
                            .isEqualTo(Kind.REPLACED_CHAIN));
        }
    }

    private Submitter submitter(EthereumNode node) {
        return new Submitter(
                new EthereumChain(node, log.identity, AnvilLog.SIGNER),
                log.identity,
                log.outbox,
                log.tree,
                AnvilLog.settings(0),
                log.clock);
    }

    /** A port that nobody listens at. */
    private static URI nobody() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
