package org.chartseal.anchoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.junit.jupiter.api.Test;

/** L1: what the server answers now, held to a proof from before. */
class ServerCheckTest {
    private final TestProofs hospital = new TestProofs();
    private final AnchorReader node = TestProofs.node(TestProofs.CHAIN, hospital.anchor());
    private final AnchorEvidence network = hospital.evidence(Ledger.NETWORK);

    @Test
    void serverMustStillShowTheSame() {
        ProofFile proof = hospital.proof(1, network);
        hospital.write(1, TestProofs.observation("o5", "p1", 1, "5"));
        TestLog.sequencer(hospital.store).sequence(1);
        assertThat(ProofVerifierTest.verify(proof, null, hospital, node).verdict())
                .isEqualTo(Verdict.VERIFIED);
        hospital.rest.put("Observation/o1/1", hospital.rest(1).replace("107.50", "107.5"));
        assertThat(ProofVerifierTest.verify(proof, null, hospital, node).verdict())
                .isEqualTo(Verdict.NOT_VERIFIABLE);
        hospital.rest.put("Observation/o1/1", hospital.rest(1).replace("107.50", "170.50"));
        assertThat(ProofVerifierTest.verify(proof, null, hospital, node).verdict())
                .isEqualTo(Verdict.TAMPERED);
        hospital.rest.remove("Observation/o1/1");
        assertThat(ProofVerifierTest.verify(proof, null, hospital, node).verdict())
                .isEqualTo(Verdict.WITHHELD);
    }

    @Test
    void recordHiddenFromTheReaderIsNeitherWithheldNorVerified() {
        ProofFile proof = hospital.proof(1, network);
        hospital.denied = true;
        Verification result = ProofVerifierTest.verify(proof, null, hospital, node);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.levels().get(1))
                .isEqualTo(new LevelResult(
                        LevelResult.Level.L1,
                        LevelResult.Status.NOT_CHECKED,
                        "the server has the content as logged, but does not return the version to these credentials"));
    }

    @Test
    void hiddenRecordIsWithheldWhereTheLogDoesNotShowItEither() {
        ProofFile proof = hospital.proof(1, network);
        hospital.denied = true;
        OpenedLeaf leaf = hospital.leaf(1).orElseThrow();
        List<Optional<OpenedLeaf>> answers = List.of(
                Optional.empty(),
                hospital.leaf(2),
                Optional.of(new OpenedLeaf(1, leaf.entry(), leaf.leaf(), null, null, null, "row-altered")),
                Optional.of(
                        new OpenedLeaf(1, leaf.entry(), leaf.leaf(), leaf.content() + " ", leaf.meta(), null, null)));
        for (Optional<OpenedLeaf> answer : answers) {
            assertThat(ProofVerifierTest.verify(proof, null, showing(() -> answer), node)
                            .verdict())
                    .isEqualTo(Verdict.WITHHELD);
        }
        LogServer broken = showing(() -> {
            throw new IOException("status 500");
        });
        assertThat(ProofVerifierTest.verify(proof, null, broken, node).verdict())
                .isEqualTo(Verdict.WITHHELD);
    }

    private interface Answer {
        Optional<OpenedLeaf> get() throws IOException;
    }

    private LogServer showing(Answer leaf) {
        return new LogServer() {
            @Override
            public SignedCheckpoint checkpoint() {
                return hospital.checkpoint();
            }

            @Override
            public ConsistencyProof consistency(long from, long to) {
                return hospital.consistency(from, to);
            }

            @Override
            public Optional<byte[]> resource(String type, String id, String versionId) {
                return hospital.resource(type, id, versionId);
            }

            @Override
            public Optional<OpenedLeaf> leaf(long index) throws IOException {
                return leaf.get();
            }
        };
    }

    @Test
    void serverThatForksOrRollsBackIsFound() {
        ProofFile proof = hospital.proof(1, network);
        Checkpoint now = hospital.checkpoint().checkpoint();
        assertThat(against(proof, new Checkpoint(TestLog.ORIGIN, 7, now.root()), List.of()))
                .isEqualTo(Verdict.TAMPERED);
        assertThat(against(proof, new Checkpoint(TestLog.ORIGIN, 8, new byte[32]), List.of()))
                .isEqualTo(Verdict.TAMPERED);
        assertThat(against(proof, new Checkpoint(TestLog.ORIGIN, 9, new byte[32]), List.of(new byte[32])))
                .isEqualTo(Verdict.TAMPERED);
        assertThat(against(proof, now, List.of())).isEqualTo(Verdict.VERIFIED);
    }

    private Verdict against(ProofFile proof, Checkpoint newest, List<byte[]> path) {
        LogServer server = new LogServer() {
            @Override
            public SignedCheckpoint checkpoint() {
                return TestLog.SIGNER.sign(newest);
            }

            @Override
            public ConsistencyProof consistency(long from, long to) {
                return new ConsistencyProof(from, to, path);
            }

            @Override
            public Optional<byte[]> resource(String type, String id, String versionId) throws IOException {
                return hospital.resource(type, id, versionId);
            }

            @Override
            public Optional<OpenedLeaf> leaf(long index) {
                return hospital.leaf(index);
            }
        };
        return ProofVerifierTest.verify(proof, null, server, node).verdict();
    }
}
