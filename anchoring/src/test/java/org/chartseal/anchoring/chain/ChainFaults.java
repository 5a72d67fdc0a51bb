package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chartseal.anchoring.chain.AnvilLog.SIGNER;
import static org.chartseal.anchoring.chain.AnvilLog.anchored;
import static org.chartseal.anchoring.chain.AnvilLog.incident;

import java.util.HexFormat;
import java.util.Optional;
import org.chartseal.anchoring.chain.FaultyChain.Fault;
import org.chartseal.anchoring.chain.Submission.Idle;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Mined;
import org.chartseal.anchoring.chain.Submission.Submitted;
import org.chartseal.anchoring.chain.Submission.Waiting;

/** What goes wrong with blocks and logs: reorganisations, others who append, and chains that are not the one. */
final class ChainFaults {
    private ChainFaults() {}

    static void reorganisedAway(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(3);
        submitter.offer(1, log.tree.root(1));
        assertThat(submitter.tick()).isInstanceOf(Submitted.class);
        log.awaitHead(1);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Mined.class, mined -> assertThat(mined.confirmations())
                .isZero());
        log.anvil().mine(1);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Mined.class, mined -> assertThat(mined.confirmations())
                .isOne());
        log.mining(false);
        log.anvil().rpc("anvil_reorg", "2", "[]");
        assertThat(log.chain.logHead().sequence()).isZero();
        assertThat(submitter.tick()).isInstanceOf(Submitted.class);
        log.anvil().mine(1);
        assertThat(submitter.tick()).isInstanceOf(Mined.class);
        log.anvil().mine(3);
        Anchor anchor = anchored(submitter);
        assertThat(log.chain.blockHash(anchor.blockNumber())).contains(anchor.blockHash());
        assertThat(log.outbox.attempts(1)).hasSize(1);
    }

    static void reorganisedIntoAnotherBlock(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(3);
        submitter.offer(1, log.tree.root(1));
        submitter.tick();
        log.awaitHead(1);
        log.anvil().mine(1);
        Anchor before = ((Mined) submitter.tick()).anchor();
        moved(log, 2, 1);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Mined.class, mined -> assertThat(
                        mined.anchor().blockNumber())
                .isEqualTo(before.blockNumber() + 1));
        log.anvil().mine(3);
        Anchor after = anchored(submitter);
        assertThat(after.transactionHash()).isEqualTo(before.transactionHash());
        assertThat(after.blockHash()).isNotEqualTo(before.blockHash());
        assertThat(log.outbox.attempts(1)).hasSize(1);
    }

    /** Deeper than was trusted: the anchor was final, and stands elsewhere now. */
    static void movedThoughItWasFinal(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        Anchor before = anchored(submitter);
        log.anvil().mine(2);
        moved(log, 3, 1);
        assertThat(submitter.tick()).isInstanceOf(Idle.class);
        Anchor after = log.outbox.newest().orElseThrow().anchor();
        assertThat(after.transactionHash()).isEqualTo(before.transactionHash());
        assertThat(after.blockHash()).isNotEqualTo(before.blockHash());
        assertThat(log.chain.blockHash(after.blockNumber())).contains(after.blockHash());
    }

    /** Replaces the newest blocks, with the anchor's transaction in the one at this offset. */
    private static void moved(AnvilLog log, int depth, int offset) throws Exception {
        String raw = HexFormat.of().formatHex(log.outbox.attempts(1).get(0).raw());
        log.anvil().rpc("anvil_reorg", Integer.toString(depth), "[[\"0x" + raw + "\"," + offset + "]]");
        assertThat(log.chain.logHead().sequence()).isOne();
    }

    static void foreignHead(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        log.chain.fault = Fault.NOTHING_SENT;
        submitter.tick();
        PendingAnchor pending = log.outbox.inFlight().orElseThrow();
        String foreign = log.foreign(log.identity.contract(), log.append(Optional.empty(), pending));
        assertThat(anchored(submitter).transactionHash()).isEqualTo(foreign);

        PendingAnchor other = new PendingAnchor(2, pending.head(log.identity.logId()), 5, log.tree.rootHex(5));
        log.foreign(log.identity.contract(), log.append(Optional.of(pending), other));
        incident(submitter, Kind.FOREIGN_HEAD, "expected anchor 1 to be the newest, found 2");
        submitter.offer(6, log.tree.root(6));
        incident(submitter, Kind.FOREIGN_HEAD, "expected tree size 6");
        assertThat(log.outbox.attempts(2)).isEmpty();
    }

    static void refused(AnvilLog log) throws Exception {
        Signer stranger = LocalSigner.of(TestKeys.key(10));
        log.anvil().fund(stranger.address());
        Submitter submitter = new Submitter(
                new EthereumChain(log.node, log.identity, stranger),
                log.identity,
                log.outbox,
                log.tree,
                AnvilLog.settings(0),
                log.clock);
        submitter.offer(1, log.tree.root(1));
        incident(
                submitter,
                Kind.REFUSED,
                "NotPublisher: expected " + SIGNER.address() + ", found " + stranger.address());
    }

    static void lostByARestoredNode(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        Anchor first = anchored(submitter);
        String snapshot = log.anvil().rpc("evm_snapshot").toString();
        for (int size = 2; size < 4; size++) {
            submitter.offer(size, log.tree.root(size));
            anchored(submitter);
        }
        Anchor before = log.outbox.newest().orElseThrow().anchor();
        log.anvil().rpc("evm_revert", snapshot);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                .contains("found it at block " + first.blockNumber()));
        log.anvil().mine(9);
        incident(submitter, Kind.LOST_ANCHOR, "expected anchor 3, which was final, found 1");
        assertThat(submitter.resendLost()).isEqualTo(2);
        log.awaitHead(3);
        assertThat(submitter.tick()).isInstanceOf(Idle.class);
        Anchor after = log.outbox.newest().orElseThrow().anchor();
        assertThat(after.transactionHash()).isEqualTo(before.transactionHash());
        assertThat(after.blockHash()).isNotEqualTo(before.blockHash());
        for (long sequence = 1; sequence < 4; sequence++) {
            assertThat(submitter.reader().anchor(sequence))
                    .contains(log.outbox.finished(sequence).orElseThrow().anchor());
        }
    }

    static void downAndThenAnotherChain(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(0);
        log.anvil().close();
        submitter.offer(1, log.tree.root(1));
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        log.replaceNode("--timestamp", "1600000000");
        incident(submitter, Kind.REPLACED_CHAIN, "expected " + log.identity);
        assertThatThrownBy(submitter::resendLost).hasMessageContaining("expected " + log.identity);
        assertThat(log.chain.sent).isEmpty();
    }

    /** Two servers with one key and a copy each of the outbox: what both say is anchored once, then one of them stops. */
    static void splitBrain(AnvilLog log) throws Exception {
        Submitter here = log.submitter(0);
        InMemoryAnchorOutbox copy = new InMemoryAnchorOutbox();
        Submitter there = new Submitter(
                new EthereumChain(log.node, log.identity, SIGNER),
                log.identity,
                copy,
                log.tree,
                AnvilLog.settings(0),
                log.clock);
        here.offer(3, log.tree.root(3));
        there.offer(3, log.tree.root(3));
        log.mining(false);
        assertThat(here.tick()).isInstanceOf(Submitted.class);
        assertThat(there.tick()).isInstanceOf(Submitted.class);
        log.anvil().mine(1);
        assertThat(anchored(here)).isEqualTo(anchored(there));
        log.mining(true);
        assertThat(log.submitter(0).reader().head().orElseThrow().sequence()).isOne();
        here.offer(5, log.tree.root(5));
        there.offer(6, log.tree.root(6));
        assertThat(anchored(here).treeSize()).isEqualTo(5);
        incident(there, Kind.FOREIGN_HEAD, "anchor 2: expected tree size 6");
        assertThat(here.tick()).isInstanceOf(Idle.class);
    }
}
