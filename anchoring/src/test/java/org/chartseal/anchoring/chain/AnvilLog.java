package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Submission.Anchored;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;

/** A log on a real node, its outbox, and what can be done to both. */
final class AnvilLog implements AutoCloseable {
    static final LocalSigner SIGNER = LocalSigner.of(TestKeys.key(9));
    static final Duration STUCK = Duration.ofMinutes(1);
    static final Duration TIMEOUT = Duration.ofSeconds(20);
    static final BigInteger CAP = Sender.GWEI.multiply(BigInteger.valueOf(50));
    private static final long CHAIN_ID = 31339;

    final InMemoryAnchorOutbox outbox = new InMemoryAnchorOutbox();
    final TestTree tree = new TestTree(1);
    final AdjustableClock clock = new AdjustableClock();
    final ChainIdentity identity;
    final EthereumNode node;
    final FaultyChain chain;
    private Anvil anvil;

    private AnvilLog(Anvil anvil) throws Exception {
        this.anvil = anvil;
        anvil.fund(SIGNER.address());
        node = EthereumNode.http(anvil.uri(), TIMEOUT);
        identity = new LogProvisioning(node, SIGNER, LogRules.publisherAlone(), TIMEOUT).deployAndCreate(new byte[32]);
        chain = new FaultyChain(new EthereumChain(node, identity, SIGNER));
    }

    static AnvilLog start(String... options) throws Exception {
        return new AnvilLog(Anvil.start(withChainId(options)));
    }

    private static String[] withChainId(String... options) {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "--chain-id";
        all[options.length + 1] = Long.toString(CHAIN_ID);
        return all;
    }

    Anvil anvil() {
        return anvil;
    }

    /** Another node at the same address; the one before must have ended. */
    void replaceNode(String... options) throws Exception {
        anvil = Anvil.startOn(anvil.uri().getPort(), withChainId(options));
    }

    /** A submitter as a started process has it: it knows the outbox and nothing else. */
    Submitter submitter(long confirmations) {
        return submitter(settings(confirmations));
    }

    Submitter submitter(SubmitterSettings settings) {
        return new Submitter(chain, identity, outbox, tree, settings, clock);
    }

    /** A submitter that reaches the node by these endpoints, and believes so many of them together. */
    Submitter submitter(Endpoints endpoints, int confirming, SubmitterSettings settings) {
        return new Submitter(
                new EthereumChain(endpoints.node(), identity, SIGNER),
                identity,
                outbox,
                tree,
                settings,
                endpoints.quorum(confirming, identity, settings),
                clock);
    }

    static Endpoints endpoints(URI... urls) {
        return new Endpoints(List.of(urls), TIMEOUT);
    }

    static SubmitterSettings settings(long confirmations) {
        return new SubmitterSettings(Finality.DEPTH, confirmations, STUCK, CAP);
    }

    static void incident(Submitter submitter, Kind kind, String detail) {
        assertThat(submitter.tick()).isInstanceOfSatisfying(Incident.class, incident -> {
            assertThat(incident.kind()).isEqualTo(kind);
            assertThat(incident.detail()).contains(detail);
        });
    }

    static Anchor anchored(Submitter submitter) throws Exception {
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

    void awaitHead(long sequence) throws Exception {
        for (int i = 0; i < 500 && chain.logHead().sequence() != sequence; i++) {
            Thread.sleep(5);
        }
        assertThat(chain.logHead().sequence()).isEqualTo(sequence);
    }

    String append(Optional<PendingAnchor> newest, PendingAnchor next) {
        long from = newest.map(PendingAnchor::treeSize).orElse(0L);
        return AnchorContract.anchor(
                identity.logId(),
                Append.of(
                        newest,
                        next,
                        new Endorsement(
                                tree.consistencyProof(from, next.treeSize()), LogRules.publisherAlone(), List.of())));
    }

    /** A transaction by the publisher's key that no outbox knows; its hash, once it is mined. */
    String foreign(String to, String data) throws Exception {
        String raw = new Sender(SIGNER, CHAIN_ID, chain.nextNonce()).sign(to, BigInteger.ZERO, data, 200_000);
        anvil.rpc("eth_sendRawTransaction", "\"" + raw + "\"");
        anvil.receipt(Sender.hash(raw));
        return Sender.hash(raw);
    }

    void mining(boolean automatic) throws Exception {
        anvil.rpc("evm_setAutomine", Boolean.toString(automatic));
    }

    /** Mines a block with a base fee that leaves low fees out. */
    void baseFee(int gwei) throws Exception {
        anvil.rpc(
                "anvil_setNextBlockBaseFeePerGas",
                "\"0x" + Sender.GWEI.multiply(BigInteger.valueOf(gwei)).toString(16) + "\"");
        anvil.mine(1);
    }

    @Override
    public void close() {
        node.close();
        anvil.close();
    }
}
