package org.chartseal.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.chain.AnchorReceipts;
import org.chartseal.anchoring.chain.Anvil;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.Endorsements;
import org.chartseal.anchoring.chain.EthereumChain;
import org.chartseal.anchoring.chain.EthereumNode;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.LogProvisioning;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.chain.Submission;
import org.chartseal.anchoring.chain.Submitter;
import org.chartseal.anchoring.chain.SubmitterSettings;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.server.integrity.ClinicalDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts of anchors on a real node that is away for a while, and that forgets a block. */
final class ReceiptsIT {
    private static final LocalSigner PUBLISHER = LocalSigner.of(HexFormat.of().parseHex("07".repeat(32)));
    private static final byte[] ROOT = HexFormat.of().parseHex("ab".repeat(32));

    private ClinicalDatabase database;
    private AnchorOutbox outbox;
    private EvidenceTable table;
    private Anvil anvil;
    private Gate gate;
    private ChainIdentity log;
    private EthereumNode node;
    private Submitter submitter;

    @BeforeEach
    void anchor() throws Exception {
        database = ClinicalDatabase.h2();
        outbox = database.outbox();
        table = new EvidenceTable(database.jdbc());
        anvil = Anvil.start("--chain-id", "20263");
        anvil.fund(PUBLISHER.address());
        gate = Gate.before(anvil.uri());
        node = EthereumNode.http(gate.uri(), Duration.ofSeconds(10));
        log = new LogProvisioning(node, PUBLISHER, LogRules.publisherAlone(), Duration.ofSeconds(20))
                .deployAndCreate(new byte[32]);
        submitter = new Submitter(
                new EthereumChain(node, log, PUBLISHER),
                log,
                outbox,
                new FirstAnchor(),
                SubmitterSettings.development(),
                Clock.systemUTC());
        submitter.offer(8, ROOT);
        until(Submission.Idle.class);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        gate.close();
        anvil.close();
        database.close();
    }

    @Test
    void aReceiptIsTakenWhenTheNodeIsBackAndTheServerWasKilledMeanwhile() throws Exception {
        gate.shut();
        Receipts receipts = receipts();
        receipts.look(() -> true);
        assertThat(table.withoutReceipt(10)).containsExactly(1L);
        gate.open();
        receipts().look(() -> false);
        assertThat(table.withoutReceipt(10)).containsExactly(1L);
        // What a process that starts anew knows is in the database.
        receipts().look(() -> true);
        assertThat(table.withoutReceipt(10)).isEmpty();
        shows(newest());
    }

    @Test
    void theSameProcessTriesAgainByItself() throws Exception {
        gate.shut();
        Receipts receipts = receipts();
        receipts.look(() -> true);
        gate.open();
        for (int i = 0; i < 300 && !table.withoutReceipt(10).isEmpty(); i++) {
            receipts.look(() -> true);
            Thread.sleep(100);
        }
        assertThat(table.withoutReceipt(10)).isEmpty();
        shows(newest());
    }

    @Test
    void anAnchorThatMovedIsShownWhereItStands() throws Exception {
        receipts().look(() -> true);
        Anchor before = newest();
        shows(before);
        anvil.rpc("anvil_reorg", "1", "[]");
        anvil.mine(2);
        assertThat(submitter.tick()).isInstanceOf(Submission.Incident.class);
        assertThat(submitter.resendLost()).isEqualTo(1);
        until(Submission.Idle.class);
        Anchor moved = newest();
        assertThat(moved.blockHash()).isNotEqualTo(before.blockHash());
        assertThat(table.of(moved)).isEmpty();
        receipts().look(() -> true);
        shows(moved);
    }

    private Receipts receipts() {
        return new Receipts(table, outbox, anchor -> new AnchorReceipts(node).prove(log, anchor), Clock.systemUTC());
    }

    private Anchor newest() {
        return outbox.newest().orElseThrow().anchor();
    }

    private void shows(Anchor anchor) {
        assertThat(table.of(anchor)).singleElement().isInstanceOfSatisfying(ReceiptProof.class, receipt -> {
            ReceiptProof.Shown shown = receipt.open(bytes(log.contract()), bytes(log.logId()));
            assertThat(shown.header().hash()).isEqualTo(bytes(anchor.blockHash()));
            assertThat(shown.anchor().treeSize()).isEqualTo(8);
            assertThat(shown.anchor().root()).isEqualTo(ROOT);
        });
    }

    private void until(Class<? extends Submission> state) throws InterruptedException {
        Submission last = submitter.tick();
        for (int i = 0; i < 300 && !state.isInstance(last); i++) {
            Thread.sleep(50);
            last = submitter.tick();
        }
        assertThat(last).isInstanceOf(state);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.substring(2));
    }

    /** A log that nobody else signs, whose first anchor continues nothing. */
    private static final class FirstAnchor implements Endorsements {
        @Override
        public List<byte[]> consistencyProof(long from, long to) throws IOException {
            return List.of();
        }

        @Override
        public List<MemberSignature> signatures(ChainIdentity log, LogRules rules, long treeSize, String root) {
            return List.of();
        }
    }
}
