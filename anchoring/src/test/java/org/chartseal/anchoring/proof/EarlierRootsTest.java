package org.chartseal.anchoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

class EarlierRootsTest {
    private final EarlierRoots roots = new EarlierRoots(TestProofs.trust(Evidence.RPC));

    @Test
    void saysNothingOfALogThatContinuesThem() {
        roots.checkpoint(TestLog.SIGNER.sign(new Checkpoint(TestLog.ORIGIN, 3, root(3))));
        roots.anchors(TestProofs.node(TestProofs.CHAIN, anchor(1, 2, root(2)), anchor(2, 5, root(5))));
        assertThat(walk(6, true)).isEmpty();
        assertThat(roots.anchorsRead()).isEqualTo("Anchors: 2 read, the newest covers 5 leaves.");
    }

    @Test
    void namesWhereTwoHistoriesPart() {
        roots.anchors(TestProofs.node(
                TestProofs.CHAIN, anchor(1, 2, root(2)), anchor(2, 4, new byte[32]), anchor(3, 5, new byte[32])));
        assertThat(walk(6, true))
                .containsExactly(
                        "TAMPERED forked, two histories of which the log signed both: the first 4 leaves do not"
                                + " have the root given for them by anchor 2 on the chain; they part in leaves 2 to 3");
    }

    @Test
    void callsLeavesThatNobodySignedRewritten() {
        roots.checkpoint(TestLog.SIGNER.sign(new Checkpoint(TestLog.ORIGIN, 3, new byte[32])));
        assertThat(walk(6, false)).singleElement().asString().startsWith("TAMPERED rewritten: the first 3 leaves");
    }

    @Test
    void aChainAheadOfTheLogIsARollback() {
        roots.anchors(TestProofs.node(TestProofs.CHAIN, anchor(1, 9, new byte[32])));
        assertThat(walk(6, true))
                .containsExactly(
                        "TAMPERED rolled back: the log shows 6 leaves, fewer than the 9 given by anchor 1 on the"
                                + " chain");
    }

    @Test
    void accusesNobodyByAStrangersCheckpointOrChain() {
        CheckpointSigner thief = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("thief"));
        roots.checkpoint(thief.sign(new Checkpoint(TestLog.ORIGIN, 3, new byte[32])));
        roots.anchors(TestProofs.node(null));
        assertThat(walk(6, true))
                .containsExactly(
                        "INCONCLUSIVE no pinned key of this log signed the archived checkpoint",
                        "INCONCLUSIVE the node did not answer: connection refused");
    }

    private List<String> walk(int size, boolean asSigned) {
        CompactRange tree = new CompactRange();
        for (int i = 0; i < size; i++) {
            tree.append(TestLog.sha("leaf " + i));
            roots.grown(tree, TestLog.sha("leaf " + i));
        }
        return roots.conclude(size, asSigned).stream()
                .map(finding -> finding.verdict() + " " + finding.reason())
                .toList();
    }

    private static byte[] root(int size) {
        CompactRange tree = new CompactRange();
        for (int i = 0; i < size; i++) {
            tree.append(TestLog.sha("leaf " + i));
        }
        return tree.root();
    }

    private static Anchor anchor(long sequence, long size, byte[] root) {
        return new Anchor(
                sequence, size, HexFormat.of().formatHex(root), 7, "0x" + "55".repeat(32), 1, "0x" + "66".repeat(32));
    }
}
