package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chartseal.anchoring.chain.AnvilLog.anchored;
import static org.chartseal.anchoring.chain.AnvilLog.endpoints;
import static org.chartseal.anchoring.chain.AnvilLog.incident;
import static org.chartseal.anchoring.chain.AnvilLog.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.chartseal.anchoring.chain.Submission.Anchored;
import org.chartseal.anchoring.chain.Submission.Idle;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Mined;
import org.chartseal.anchoring.chain.Submission.Waiting;

/** What goes wrong with nodes: down, behind, restarted, killed; and chains with a pace or a finality of their own. */
final class NodeFaults {
    private NodeFaults() {}

    static void down(AnvilLog log) throws Exception {
        try (RpcProxy proxy = new RpcProxy(log.anvil().uri());
                Endpoints one = endpoints(proxy.uri())) {
            Submitter submitter = log.submitter(one, 1, settings(0));
            submitter.offer(1, log.tree.root(1));
            submitter.tick();
            proxy.down(true);
            assertThat(submitter.tick()).isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                    .contains("endpoint 1 of 1"));
            proxy.down(false);
            anchored(submitter);
        }
    }

    static void allDown(AnvilLog log) throws Exception {
        try (RpcProxy first = new RpcProxy(log.anvil().uri());
                RpcProxy second = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(first.uri(), second.uri())) {
            Submitter submitter = log.submitter(both, 1, settings(0));
            submitter.offer(1, log.tree.root(1));
            first.down(true);
            second.down(true);
            assertThat(submitter.tick()).isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                    .contains("endpoint 2 of 2"));
            assertThat(log.outbox.inFlight()).isEmpty();
            second.down(false);
            anchored(submitter);
        }
    }

    /** One endpoint is some blocks behind and does not have what is final; the other has. */
    static void lagging(AnvilLog log) throws Exception {
        try (RpcProxy behind = new RpcProxy(log.anvil().uri());
                Endpoints both = endpoints(behind.uri(), log.anvil().uri())) {
            Submitter submitter = log.submitter(both, 2, settings(0));
            RpcProxy.Lie lag = Lies.lagging(log);
            submitter.offer(1, log.tree.root(1));
            submitter.tick();
            log.awaitHead(1);
            behind.lie(lag);
            // Neither final nor an incident: an endpoint that is behind contradicts nobody.
            for (int i = 0; i < 3; i++) {
                assertThat(submitter.tick()).isNotInstanceOfAny(Anchored.class, Submission.Incident.class);
            }
            assertThat(log.outbox.attempts(1)).hasSize(1);
            behind.lie(RpcProxy.Lie.NONE);
            anchored(submitter);
            behind.lie(lag);
            submitter.offer(2, log.tree.root(2));
            assertThat(submitter.tick()).isInstanceOf(Waiting.class);
            assertThat(log.outbox.attempts(2)).isEmpty();
            behind.lie(RpcProxy.Lie.NONE);
            anchored(submitter);
        }
    }

    static void restartedFromItsState(AnvilLog log, Path directory) throws Exception {
        withState(log, directory);
        log.mining(false);
        Submitter submitter = log.submitter(0);
        submitter.offer(2, log.tree.root(2));
        submitter.tick();
        // The pool is not part of the state: what waited there is gone.
        log.anvil().stop();
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        log.replaceNode(keeping(directory.resolve("state")));
        assertThat(anchored(log.submitter(0)).sequence()).isEqualTo(2);
        assertThat(log.outbox.attempts(2)).hasSize(1);
    }

    /** The node is killed and comes back with the blocks it had written: a final anchor is lost. */
    static void killedAndBehindItself(AnvilLog log, Path directory) throws Exception {
        withState(log, directory);
        Path state = directory.resolve("state");
        Path written = Files.copy(state, directory.resolve("written"), StandardCopyOption.REPLACE_EXISTING);
        Submitter submitter = log.submitter(0);
        submitter.offer(2, log.tree.root(2));
        Anchor lost = anchored(submitter);
        log.anvil().close();
        Files.copy(written, state, StandardCopyOption.REPLACE_EXISTING);
        log.replaceNode(keeping(state));
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        log.anvil().mine(3);
        incident(submitter, Kind.LOST_ANCHOR, "expected anchor 2, which was final, found 1");
        assertThat(submitter.resendLost()).isOne();
        log.awaitHead(2);
        assertThat(submitter.tick()).isInstanceOf(Idle.class);
        Anchor again = log.outbox.newest().orElseThrow().anchor();
        assertThat(again.transactionHash()).isEqualTo(lost.transactionHash());
    }

    /** Anchors once and restarts the node from the state it wrote at its end. */
    private static void withState(AnvilLog log, Path directory) throws Exception {
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        Anchor anchor = anchored(submitter);
        log.anvil().stop();
        assertThat(directory.resolve("state")).isNotEmptyFile();
        log.replaceNode(keeping(directory.resolve("state")));
        assertThat(submitter.tick()).isInstanceOf(Idle.class);
        assertThat(submitter.reader().head()).contains(anchor);
    }

    /** Options of a node that writes its state; its genesis would otherwise have the time of each start. */
    static String[] keeping(Path state) {
        return new String[] {"--state", state.toString(), "--timestamp", "1700000000"};
    }

    static void finalByItsOwnWord(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(new SubmitterSettings(Finality.FINALIZED, 0, AnvilLog.STUCK, AnvilLog.CAP));
        submitter.offer(5, log.tree.root(5));
        submitter.tick();
        log.awaitHead(1);
        log.anvil().mine(1);
        assertThat(submitter.tick()).isInstanceOf(Mined.class);
        log.anvil().mine(1);
        assertThat(submitter.tick()).isInstanceOf(Anchored.class);
    }

    static void blocksByTheClock(AnvilLog log) throws Exception {
        log.anvil().rpc("evm_setIntervalMining", "1");
        Submitter submitter = log.submitter(0);
        for (int size = 1; size <= 3; size++) {
            submitter.offer(size, log.tree.root(size));
            Submission last = submitter.tick();
            for (int i = 0; i < 100 && !(last instanceof Anchored); i++) {
                Thread.sleep(100);
                last = submitter.tick();
            }
            assertThat(last).isInstanceOf(Anchored.class);
            assertThat(log.outbox.attempts(size)).hasSize(1);
        }
        assertThat(log.chain.nextNonce()).isEqualTo(2 + 3);
    }
}
