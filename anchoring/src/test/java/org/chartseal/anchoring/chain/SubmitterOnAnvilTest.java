package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Submission.Anchored;
import org.chartseal.anchoring.chain.Submission.Idle;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Mined;
import org.chartseal.anchoring.chain.Submission.Submitted;
import org.chartseal.anchoring.chain.Submission.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can go wrong on the way to a real node, and that each anchor gets there exactly once all the same. */
class SubmitterOnAnvilTest {
    private static final Signer SIGNER = LocalSigner.of(TestKeys.key(9));
    private static final Duration STUCK = Duration.ofMinutes(1);
    private static final BigInteger CAP = Sender.GWEI.multiply(BigInteger.valueOf(50));

    private final InMemoryAnchorOutbox outbox = new InMemoryAnchorOutbox();
    private final TestTree tree = new TestTree(1);
    private final AdjustableClock clock = new AdjustableClock();
    private Anvil anvil;
    private EthereumNode node;
    private ChainIdentity identity;
    private FaultyChain chain;

    @BeforeEach
    void start() throws Exception {
        anvil = Anvil.start("--chain-id", "31339");
        anvil.fund(SIGNER.address());
        node = EthereumNode.http(anvil.uri(), Duration.ofSeconds(5));
        identity = new LogProvisioning(node, SIGNER, LogRules.publisherAlone(), Duration.ofSeconds(5))
                .deployAndCreate(new byte[32]);
        chain = new FaultyChain(new EthereumChain(node, identity, SIGNER));
    }

    @AfterEach
    void stop() {
        node.close();
        anvil.close();
    }

    @Test
    void anchorsTheLargestOfferAndThenTheNext() throws Exception {
        Submitter submitter = submitter(0);
        assertThat(submitter.tick()).isEqualTo(new Idle(Optional.empty()));
        submitter.offer(5, tree.root(5));
        submitter.offer(9, tree.root(9));
        submitter.offer(7, tree.root(7));
        Anchor first = anchored(submitter);
        assertThat(first.treeSize()).isEqualTo(9);
        assertThat(submitter.tick()).isEqualTo(new Idle(Optional.of(first)));
        submitter.offer(9, tree.root(9));
        assertThat(submitter.tick()).isInstanceOf(Idle.class);
        submitter.offer(12, tree.root(12));
        assertThat(anchored(submitter).sequence()).isEqualTo(2);
        assertThat(submitter.reader().firstCovering(9)).contains(first);
        assertThat(submitter.reader().firstCovering(10))
                .contains(submitter.reader().head().orElseThrow());
        assertThat(submitter.reader().firstCovering(1)).contains(first);
        assertThat(submitter.reader().anchor(3)).isEmpty();
    }

    @Test
    void goesOnAfterAStopAtEachPoint() throws Exception {
        int size = 1;
        for (FaultyChain.Fault fault : FaultyChain.Fault.values()) {
            Submitter submitter = submitter(0);
            submitter.offer(size, tree.root(size));
            chain.fault = fault;
            submitter.tick();
            assertThat(chain.fault).isEqualTo(FaultyChain.Fault.NONE);
            assertThat(anchored(submitter(0)).treeSize()).isEqualTo(size);
            assertThat(outbox.attempts(size)).hasSize(1);
            size++;
        }
        assertThat(chain.nextNonce()).isEqualTo(2 + 4);
    }

    @Test
    void sendsTheSameBytesAgainWhenTheNodeForgotThem() throws Exception {
        mining(false);
        Submitter submitter = submitter(0);
        submitter.offer(1, tree.root(1));
        Submitted submitted = (Submitted) submitter.tick();
        anvil.rpc("anvil_dropTransaction", "\"" + submitted.transactionHash() + "\"");
        anvil.mine(1);
        assertThat(submitter.tick()).isEqualTo(submitted);
        assertThat(submitter.tick()).isEqualTo(submitted);
        assertThat(chain.sent).hasSize(3).allSatisfy(raw -> assertThat(raw).isEqualTo(chain.sent.get(0)));
        anvil.mine(1);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(submitted.transactionHash());
    }

    @Test
    void raisesAFeeThatIsStuckUpToItsCap() throws Exception {
        mining(false);
        Submitter submitter = submitter(0);
        submitter.offer(1, tree.root(1));
        submitter.tick();
        baseFee(30);
        assertThat(submitter.tick()).isInstanceOf(Submitted.class);
        clock.advance(STUCK);
        Submitted raised = (Submitted) submitter.tick();
        assertThat(raised.attempts()).isEqualTo(2);
        Attempt first = outbox.attempts(1).get(0);
        Attempt second = outbox.attempts(1).get(1);
        assertThat(second.nonce()).isEqualTo(first.nonce());
        assertThat(second.fees().replaces(first.fees())).isTrue();
        assertThat(second.fees().maxFee()).isEqualTo(CAP);
        baseFee(100);
        clock.advance(STUCK);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                .contains("cap of " + CAP));
        assertThat(outbox.attempts(1)).hasSize(2);
        baseFee(1);
        // The node may have dropped it when it was too cheap.
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        anvil.mine(1);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(second.transactionHash());
    }

    @Test
    void waitsForDepthAndSurvivesAReorganisation() throws Exception {
        Submitter submitter = submitter(3);
        submitter.offer(1, tree.root(1));
        assertThat(submitter.tick()).isInstanceOf(Submitted.class);
        awaitHead(1);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Mined.class, mined -> assertThat(mined.confirmations())
                .isZero());
        anvil.mine(1);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Mined.class, mined -> assertThat(mined.confirmations())
                .isOne());
        mining(false);
        anvil.rpc("anvil_reorg", "2", "[]");
        assertThat(chain.logHead().sequence()).isZero();
        assertThat(submitter.tick()).isInstanceOf(Submitted.class);
        anvil.mine(1);
        assertThat(submitter.tick()).isInstanceOf(Mined.class);
        anvil.mine(3);
        Anchor anchor = anchored(submitter);
        assertThat(chain.blockHash(anchor.blockNumber())).contains(anchor.blockHash());
        assertThat(outbox.attempts(1)).hasSize(1);
    }

    @Test
    void takesANewNonceWhenAnotherTransactionHasTakenIts() throws Exception {
        Submitter submitter = submitter(0);
        submitter.offer(1, tree.root(1));
        chain.fault = FaultyChain.Fault.NOTHING_SENT;
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        foreign(SIGNER.address(), "0x");
        Submitted submitted = (Submitted) submitter.tick();
        assertThat(submitted.attempts()).isEqualTo(2);
        assertThat(anchored(submitter).transactionHash()).isEqualTo(submitted.transactionHash());
    }

    @Test
    void stopsAtAForeignHeadAndTakesAnIdenticalOneForItsOwn() throws Exception {
        Submitter submitter = submitter(0);
        submitter.offer(1, tree.root(1));
        chain.fault = FaultyChain.Fault.NOTHING_SENT;
        submitter.tick();
        PendingAnchor pending = outbox.inFlight().orElseThrow();
        String foreign = foreign(identity.contract(), append(Optional.empty(), pending));
        assertThat(anchored(submitter).transactionHash()).isEqualTo(foreign);

        PendingAnchor other = new PendingAnchor(2, pending.head(identity.logId()), 5, tree.rootHex(5));
        foreign(identity.contract(), append(Optional.of(pending), other));
        incident(submitter, Kind.FOREIGN_HEAD, "expected anchor 1 to be the newest, found 2");
        submitter.offer(6, tree.root(6));
        incident(submitter, Kind.FOREIGN_HEAD, "expected tree size 6");
        assertThat(outbox.attempts(2)).isEmpty();
    }

    @Test
    void stopsWhereTheContractRefuses() throws Exception {
        Signer stranger = LocalSigner.of(TestKeys.key(10));
        anvil.fund(stranger.address());
        Submitter submitter =
                new Submitter(new EthereumChain(node, identity, stranger), identity, outbox, tree, settings(0), clock);
        submitter.offer(1, tree.root(1));
        incident(
                submitter,
                Kind.REFUSED,
                "NotPublisher: expected " + SIGNER.address() + ", found " + stranger.address());
    }

    @Test
    void anchorsAgainWhatARestoredNodeHasLost() throws Exception {
        Submitter submitter = submitter(0);
        submitter.offer(1, tree.root(1));
        Anchor first = anchored(submitter);
        String snapshot = anvil.rpc("evm_snapshot").toString();
        for (int size = 2; size < 4; size++) {
            submitter.offer(size, tree.root(size));
            anchored(submitter);
        }
        Anchor before = outbox.newest().orElseThrow().anchor();
        anvil.rpc("evm_revert", snapshot);
        assertThat(submitter.tick()).isInstanceOfSatisfying(Waiting.class, waiting -> assertThat(waiting.reason())
                .contains("found it at block " + first.blockNumber()));
        anvil.mine(9);
        incident(submitter, Kind.LOST_ANCHOR, "expected anchor 3, which was final, found 1");
        assertThat(submitter.resendLost()).isEqualTo(2);
        awaitHead(3);
        assertThat(submitter.tick()).isInstanceOf(Idle.class);
        Anchor after = outbox.newest().orElseThrow().anchor();
        assertThat(after.transactionHash()).isEqualTo(before.transactionHash());
        assertThat(after.blockHash()).isNotEqualTo(before.blockHash());
        for (long sequence = 1; sequence < 4; sequence++) {
            assertThat(submitter.reader().anchor(sequence))
                    .contains(outbox.finished(sequence).orElseThrow().anchor());
        }
    }

    @Test
    void waitsForANodeThatIsDownAndStopsAtAnotherChain() throws Exception {
        Submitter submitter = submitter(0);
        int port = anvil.uri().getPort();
        anvil.close();
        submitter.offer(1, tree.root(1));
        assertThat(submitter.tick()).isInstanceOf(Waiting.class);
        anvil = Anvil.startOn(port, "--chain-id", "31339", "--timestamp", "1600000000");
        incident(submitter, Kind.REPLACED_CHAIN, "expected " + identity);
        assertThatThrownBy(submitter::resendLost).hasMessageContaining("expected " + identity);
        assertThat(chain.sent).isEmpty();
    }

    private Submitter submitter(long confirmations) {
        return new Submitter(chain, identity, outbox, tree, settings(confirmations), clock);
    }

    private static SubmitterSettings settings(long confirmations) {
        return new SubmitterSettings(Finality.DEPTH, confirmations, STUCK, CAP);
    }

    private static void incident(Submitter submitter, Kind kind, String detail) {
        assertThat(submitter.tick()).isInstanceOfSatisfying(Incident.class, incident -> {
            assertThat(incident.kind()).isEqualTo(kind);
            assertThat(incident.detail()).contains(detail);
        });
    }

    private static Anchor anchored(Submitter submitter) throws Exception {
        for (int i = 0; i < 500; i++) {
            Submission submission = submitter.tick();
            if (submission instanceof Anchored anchored) {
                return anchored.anchor();
            }
            assertThat(submission).isNotInstanceOf(Incident.class);
            Thread.sleep(5);
        }
        throw new AssertionError("expected an anchor, found " + submitter.tick());
    }

    private void awaitHead(long sequence) throws Exception {
        for (int i = 0; i < 500 && chain.logHead().sequence() != sequence; i++) {
            Thread.sleep(5);
        }
        assertThat(chain.logHead().sequence()).isEqualTo(sequence);
    }

    private String append(Optional<PendingAnchor> newest, PendingAnchor next) {
        long from = newest.map(PendingAnchor::treeSize).orElse(0L);
        return AnchorContract.anchor(
                identity.logId(),
                Append.of(
                        newest,
                        next,
                        new Endorsement(
                                tree.consistencyProof(from, next.treeSize()), LogRules.publisherAlone(), List.of())));
    }

    private String foreign(String to, String data) throws Exception {
        String raw = new Sender(SIGNER, 31339, chain.nextNonce()).sign(to, BigInteger.ZERO, data, 200_000);
        anvil.rpc("eth_sendRawTransaction", "\"" + raw + "\"");
        anvil.receipt(Sender.hash(raw));
        return Sender.hash(raw);
    }

    private void mining(boolean automatic) throws Exception {
        anvil.rpc("evm_setAutomine", Boolean.toString(automatic));
    }

    /** Mines a block with a base fee that leaves low fees out. */
    private void baseFee(int gwei) throws Exception {
        anvil.rpc(
                "anvil_setNextBlockBaseFeePerGas",
                "\"0x" + Sender.GWEI.multiply(BigInteger.valueOf(gwei)).toString(16) + "\"");
        anvil.mine(1);
    }
}
