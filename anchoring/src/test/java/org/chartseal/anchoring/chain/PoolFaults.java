package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chartseal.anchoring.chain.AnvilLog.CAP;
import static org.chartseal.anchoring.chain.AnvilLog.SIGNER;
import static org.chartseal.anchoring.chain.AnvilLog.STUCK;
import static org.chartseal.anchoring.chain.AnvilLog.anchored;

import java.util.HexFormat;
import org.chartseal.anchoring.chain.FaultyChain.Fault;
import org.chartseal.anchoring.chain.Submission.Submitted;
import org.chartseal.anchoring.chain.Submission.Waiting;

/** What goes wrong between a signature and a block: stops, lost bytes, fees and nonces. */
final class PoolFaults {
    private PoolFaults() {}

    static void stoppedBeforeTheSignatureIsStored(AnvilLog log) throws Exception {
        stopped(log, Fault.SIGNER_DOWN, 0);
    }

    static void stoppedBeforeItIsSent(AnvilLog log) throws Exception {
        stopped(log, Fault.NOTHING_SENT, 1);
    }

    static void replyLost(AnvilLog log) throws Exception {
        stopped(log, Fault.REPLY_LOST, 1);
    }

    private static void stopped(AnvilLog log, Fault fault, int stored) throws Exception {
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        log.chain.fault = fault;
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        assertThat(log.chain.fault).isEqualTo(Fault.NONE);
        assertThat(log.outbox.attempts(1)).hasSize(stored);
        assertThat(anchored(log.submitter(0)).treeSize()).isEqualTo(1);
        assertThat(log.outbox.attempts(1)).hasSize(1);
    }

    static void stoppedBeforeItIsMined(AnvilLog log) throws Exception {
        log.mining(false);
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        Submitted submitted = (Submitted) submitter.tick();
        Submitter restarted = log.submitter(0);
        assertThat(restarted.tick()).isEqualTo(submitted);
        log.anvil().mine(1);
        assertThat(anchored(restarted).transactionHash()).isEqualTo(submitted.transactionHash());
        assertThat(log.outbox.attempts(1)).hasSize(1);
    }

    static void dropped(AnvilLog log) throws Exception {
        log.mining(false);
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        Submitted submitted = (Submitted) submitter.tick();
        log.anvil().rpc("anvil_dropTransaction", "\"" + submitted.transactionHash() + "\"");
        log.anvil().mine(1);
        assertThat(submitter.tick()).isEqualTo(submitted);
        assertThat(submitter.tick()).isEqualTo(submitted);
        assertThat(log.chain.sent).hasSize(3).allSatisfy(raw -> assertThat(raw).isEqualTo(log.chain.sent.get(0)));
        log.anvil().mine(1);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(submitted.transactionHash());
    }

    /** As {@link #feeAtItsCap}, but that the raised fee is enough. */
    static void stuckFee(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(0);
        Attempt second = raised(log, submitter);
        log.anvil().mine(1);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(second.transactionHash());
        assertThat(log.outbox.attempts(1)).hasSize(2);
    }

    static void feeAtItsCap(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(0);
        Attempt second = raised(log, submitter);
        assertThat(second.fees().maxFee()).isEqualTo(CAP);
        log.baseFee(100);
        log.clock.advance(STUCK);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                .contains("cap of " + CAP));
        assertThat(log.outbox.attempts(1)).hasSize(2);
        log.baseFee(1);
        // The node may have dropped it when it was too cheap.
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        log.anvil().mine(1);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(second.transactionHash());
    }

    /** An attempt that a risen base fee left behind, and the one that replaced it. */
    private static Attempt raised(AnvilLog log, Submitter submitter) throws Exception {
        log.mining(false);
        submitter.offer(1, log.tree.root(1));
        submitter.tick();
        log.baseFee(30);
        assertThat(submitter.tick()).isInstanceOf(Submitted.class);
        log.clock.advance(STUCK);
        Submitted raised = (Submitted) submitter.tick();
        assertThat(raised.attempts()).isEqualTo(2);
        Attempt first = log.outbox.attempts(1).get(0);
        Attempt second = log.outbox.attempts(1).get(1);
        assertThat(second.nonce()).isEqualTo(first.nonce());
        assertThat(second.fees().replaces(first.fees())).isTrue();
        return second;
    }

    /** Not too cheap, only slow: what replaces it is judged by the chain without it. */
    static void replacedWhileItWaits(AnvilLog log) throws Exception {
        log.mining(false);
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        submitter.tick();
        log.clock.advance(STUCK);
        Submitted raised = (Submitted) submitter.tick();
        assertThat(raised.attempts()).isEqualTo(2);
        log.anvil().mine(1);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(raised.transactionHash());
        assertThat(log.chain.nextNonce()).isEqualTo(2 + 1);
    }

    static void foreignNonce(AnvilLog log) throws Exception {
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        log.chain.fault = Fault.NOTHING_SENT;
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        log.foreign(SIGNER.address(), "0x");
        Submitted submitted = (Submitted) submitter.tick();
        assertThat(submitted.attempts()).isEqualTo(2);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(submitted.transactionHash());
    }

    /** A reorganisation gives a nonce back that a foreign transaction had: the anchor's own is one too high. */
    static void nonceGap(AnvilLog log) throws Exception {
        long nonce = log.chain.nextNonce();
        String foreign = log.foreign(SIGNER.address(), "0x");
        log.mining(false);
        Submitter submitter = log.submitter(0);
        submitter.offer(1, log.tree.root(1));
        Submitted gapped = (Submitted) submitter.tick();
        assertThat(log.outbox.attempts(1).get(0).nonce()).isEqualTo(nonce + 1);
        log.anvil().rpc("anvil_reorg", "1", "[]");
        log.anvil().rpc("anvil_dropTransaction", "\"" + foreign + "\"");
        assertThat(log.chain.nextNonce()).isEqualTo(nonce);
        Submitted filled = (Submitted) submitter.tick();
        assertThat(filled.attempts()).isEqualTo(2);
        assertThat(log.outbox.attempts(1).get(1).nonce()).isEqualTo(nonce);
        log.anvil().rpc("anvil_dropTransaction", "\"" + gapped.transactionHash() + "\"");
        log.anvil().mine(1);
        Anchor anchor = anchored(submitter);
        assertThat(anchor.transactionHash()).isEqualTo(filled.transactionHash());
        // Another node still had the first and spreads it now: it is mined too, and has no effect.
        String raw = HexFormat.of().formatHex(log.outbox.attempts(1).get(0).raw());
        log.anvil().rpc("eth_sendRawTransaction", "\"0x" + raw + "\"");
        log.anvil().mine(1);
        assertThat(submitter.tick()).isInstanceOf(Submission.Idle.class);
        assertThat(log.anvil().receipt(gapped.transactionHash()).get("status").asText())
                .isEqualTo("0x0");
        assertThat(log.chain.nextNonce()).isEqualTo(nonce + 2);
    }
}
