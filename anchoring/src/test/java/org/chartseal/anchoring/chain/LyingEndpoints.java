package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chartseal.anchoring.chain.AnvilLog.anchored;
import static org.chartseal.anchoring.chain.AnvilLog.endpoints;
import static org.chartseal.anchoring.chain.AnvilLog.settings;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chartseal.anchoring.chain.RpcProxy.Lie;
import org.chartseal.anchoring.chain.Submission.Anchored;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Mined;
import org.chartseal.anchoring.chain.Submission.Submitted;
import org.chartseal.anchoring.chain.Submission.Waiting;

/** One of two endpoints lies, or is silent, and the word of both is needed. */
final class LyingEndpoints {
    private static final String LIE = "ab".repeat(32);

    private LyingEndpoints() {}

    /** Says of an anchor that waits in the pool that it is final: believed by one, by two it is an incident. */
    static void forgesAnAnchor(AnvilLog log) throws Exception {
        log.mining(false);
        try (RpcProxy liar = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(liar.uri(), log.anvil().uri())) {
            Submitter submitter = log.submitter(both, 2, settings(0));
            submitter.offer(5, log.tree.root(5));
            Submitted submitted = (Submitted) submitter.tick();
            liar.lie(Lies.forged(log, submitted.pending(), submitted.transactionHash()));
            disagree(submitter.tick(), both);
            assertThat(log.outbox.newest()).isEmpty();
            believedByOne(log, liar);
            liar.lie(Lie.NONE);
            log.anvil().mine(1);
            assertThat(anchored(submitter).transactionHash()).isEqualTo(submitted.transactionHash());
        }
    }

    /** With one confirming endpoint the same lie is believed: the forgery is one that would work. */
    private static void believedByOne(AnvilLog log, RpcProxy liar) throws Exception {
        InMemoryAnchorOutbox other = new InMemoryAnchorOutbox();
        other.open(log.outbox.inFlight().orElseThrow());
        try (Endpoints alone = endpoints(liar.uri())) {
            Submitter believes = new Submitter(
                    new EthereumChain(alone.node(), log.identity, AnvilLog.SIGNER),
                    log.identity,
                    other,
                    log.tree,
                    settings(0),
                    log.clock);
            assertThat(believes.tick()).isInstanceOf(Anchored.class);
        }
    }

    /** Forges after both endpoints were compared, when only the confirmation is left to see it. */
    static void forgesAtTheLastMoment(AnvilLog log) throws Exception {
        log.mining(false);
        try (RpcProxy liar = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(liar.uri(), log.anvil().uri())) {
            Submitter submitter = log.submitter(both, 2, settings(0));
            submitter.offer(5, log.tree.root(5));
            Submitted submitted = (Submitted) submitter.tick();
            Lie forged = Lies.forged(log, submitted.pending(), submitted.transactionHash());
            AtomicBoolean asked = new AtomicBoolean();
            // The nonce is the first thing a tick asks that no comparison does.
            liar.lie((request, answer) -> {
                if (request.path("method").asText().equals("eth_getTransactionCount")) {
                    asked.set(true);
                }
                return asked.get() ? forged.answer(request, answer) : answer;
            });
            disagree(submitter.tick(), both);
            assertThat(log.outbox.newest()).isEmpty();
            liar.lie(Lie.NONE);
            log.anvil().mine(1);
            anchored(submitter);
        }
    }

    static void hidesAnAnchor(AnvilLog log) throws Exception {
        try (RpcProxy liar = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(liar.uri(), log.anvil().uri())) {
            Submitter submitter = log.submitter(both, 2, settings(0));
            LogHead before = log.chain.logHead();
            submitter.offer(5, log.tree.root(5));
            anchored(submitter);
            liar.lie(Lies.hidden(log, before));
            disagree(submitter.tick(), both);
            liar.lie(Lie.NONE);
            assertThat(submitter.tick()).isInstanceOf(Submission.Idle.class);
        }
    }

    /** Another block hash, root, transaction or genesis, the same in every answer. */
    static void saysOtherHashes(AnvilLog log) throws Exception {
        try (RpcProxy liar = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(liar.uri(), log.anvil().uri())) {
            Submitter submitter = log.submitter(both, 2, settings(3));
            submitter.offer(5, log.tree.root(5));
            submitter.tick();
            log.awaitHead(1);
            Mined mined = (Mined) submitter.tick();
            log.anvil().mine(3);
            LogHead head = log.chain.logHead();
            for (Map<String, String> lie : java.util.List.of(
                    Map.of(mined.anchor().blockHash(), LIE),
                    Map.of(mined.anchor().transactionHash(), LIE),
                    Map.of(mined.anchor().root(), LIE),
                    Map.of(head.head(), LIE),
                    Map.of(log.identity.genesisHash(), LIE))) {
                liar.lie(Lies.replacing(lie));
                disagree(submitter.tick(), both);
                assertThat(log.outbox.newest()).isEmpty();
            }
            liar.lie(Lies.otherCode());
            disagree(submitter.tick(), both);
            liar.lie(Lie.NONE);
            anchored(submitter);
        }
    }

    /** A lie about where a final anchor stands moves nothing in the outbox. */
    static void movesAFinalAnchor(AnvilLog log) throws Exception {
        try (RpcProxy liar = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(liar.uri(), log.anvil().uri())) {
            Submitter submitter = log.submitter(both, 2, settings(0));
            submitter.offer(5, log.tree.root(5));
            Anchor anchor = anchored(submitter);
            liar.lie(Lies.replacing(Map.of(anchor.blockHash(), LIE)));
            disagree(submitter.tick(), both);
            assertThat(log.outbox.newest().orElseThrow().anchor()).isEqualTo(anchor);
        }
    }

    /** With the second endpoint down, or behind, the anchor goes as far as it can and waits. */
    static void waitsForTheSecond(AnvilLog log) throws Exception {
        try (RpcProxy second = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(log.anvil().uri(), second.uri())) {
            Submitter submitter = log.submitter(both, 2, settings(0));
            second.down(true);
            submitter.offer(5, log.tree.root(5));
            assertThat(submitter.tick()).isInstanceOf(Submitted.class);
            log.awaitHead(1);
            waitsFor(submitter.tick(), "expected the word of 2 endpoints that it is final, found 1: endpoint 2");
            second.down(false);
            long height = log.chain.blockNumber();
            second.lie((request, answer) -> {
                boolean newest = request.path("method").asText().equals("eth_blockNumber");
                return newest
                        ? Lies.replacing(Map.of(Long.toHexString(height), Long.toHexString(height - 1)))
                                .answer(request, answer)
                        : answer;
            });
            waitsFor(submitter.tick(), "does not call block " + height + " final");
            assertThat(log.outbox.newest()).isEmpty();
            second.lie(Lie.NONE);
            anchored(submitter);
        }
    }

    private static void waitsFor(Submission found, String reason) {
        assertThat(found).isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                .contains(reason));
    }

    /** An incident that names both endpoints, by host and port alone. */
    private static void disagree(Submission found, Endpoints both) {
        assertThat(both.count()).isEqualTo(2);
        assertThat(found).isInstanceOfSatisfying(Incident.class, incident -> {
            assertThat(incident.kind()).as(incident.detail()).isEqualTo(Kind.ENDPOINTS_DISAGREE);
            assertThat(incident.detail())
                    .contains("endpoint 1 (127.0.0.1:", "endpoint 2 (127.0.0.1:")
                    .doesNotContain("http");
        });
    }
}
