package org.chartseal.anchoring.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit that is interrupted after any leaf and gone on with finds what one in a single walk finds. */
class AuditStateTest {
    private final TestPatients patients = new TestPatients();

    @TempDir
    private Path dir;

    AuditStateTest() {
        patients.hospital.write(3, TestProofs.observation("o3", "mother", 3, "3.1"));
        patients.sequence();
        patients.takeSnapshot();
    }

    @Test
    void anyInterruptionChangesNothing() throws IOException {
        Map<String, UnaryOperator<OpenedLeaf>> logs = Map.of(
                "honest", leaf -> leaf,
                "content changed", leaf -> leaf.index() == 2 ? changed(leaf) : leaf,
                "leaf hidden", leaf -> leaf.index() == 3 ? hidden(leaf) : leaf,
                "tombstone without authority", leaf -> leaf.index() == 7 ? unauthorised(leaf) : leaf,
                "erased leaf open", leaf -> leaf.index() == 6 ? hidden(leaf) : leaf);
        for (Map.Entry<String, UnaryOperator<OpenedLeaf>> log : logs.entrySet()) {
            List<OpenedLeaf> leaves =
                    patients.export().stream().map(log.getValue()).toList();
            AuditReport whole = walk(audit(LogAudit.Progress.NONE), leaves, 0);
            for (int k = 1; k < leaves.size(); k++) {
                AuditReport resumed = resumed(leaves, k);
                assertThat(resumed.resumedAt()).isEqualTo(k);
                assertThat(resumed.verdict()).as(log.getKey() + " at " + k).isEqualTo(whole.verdict());
                assertThat(resumed.counts()).as(log.getKey() + " at " + k).isEqualTo(whole.counts());
                assertThat(resumed.findings()).as(log.getKey() + " at " + k).isEqualTo(whole.findings());
            }
        }
    }

    @Test
    void aLogThatWasRewrittenBehindTheAuditIsFound() throws IOException {
        Path state = interrupted(patients.export(), 9);
        TestPatients other = new TestPatients();
        other.hospital.write(1, TestProofs.observation("o9", "p9", 1, "9"));
        other.sequence();
        Files.writeString(state, Files.readString(state).replaceFirst("\"subtrees\":\\[\"..", "\"subtrees\":[\"00"));
        LogAudit audit = audit(LogAudit.Progress.NONE);
        AuditState.load(audit, TestLog.ORIGIN, state);
        assertThat(walk(audit, patients.export(), 9).verdict()).isEqualTo(Verdict.TAMPERED);

        LogAudit shrunk = audit(LogAudit.Progress.NONE);
        AuditState.load(shrunk, TestLog.ORIGIN, interrupted(patients.export(), 12));
        AuditReport report = shrunk.walk(
                new TestProofs().checkpoint(), List.<ExaminedLeaf>of().iterator());
        assertThat(report.verdict()).isEqualTo(Verdict.TAMPERED);
    }

    @Test
    void onlyAWholeStateOfTheSameLogIsGoneOnWith() throws IOException {
        Path state = interrupted(patients.export(), 11);
        List<String> lines = Files.readAllLines(state);
        assertThat(lines).hasSizeGreaterThan(15);
        for (int cut = 0; cut < lines.size(); cut++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(cut);
            refused(Files.write(dir.resolve("fewer"), fewer), TestLog.ORIGIN);
            refused(Files.write(dir.resolve("cut"), lines.subList(0, cut)), TestLog.ORIGIN);
        }
        refused(state, TestLog.ORIGIN + "x");
        List<String> twice = new ArrayList<>(lines);
        twice.addAll(lines);
        refused(Files.write(dir.resolve("twice"), twice), TestLog.ORIGIN);
    }

    private void refused(Path state, String origin) {
        LogAudit audit = audit(LogAudit.Progress.NONE);
        assertThatThrownBy(() -> AuditState.load(audit, origin, state)).isInstanceOf(ProofFormatException.class);
    }

    private AuditReport resumed(List<OpenedLeaf> leaves, int k) throws IOException {
        LogAudit audit = audit(LogAudit.Progress.NONE);
        AuditState.load(audit, TestLog.ORIGIN, interrupted(leaves, k));
        assertThat(audit.walked()).isEqualTo(k);
        return walk(audit, leaves, k);
    }

    private Path interrupted(List<OpenedLeaf> leaves, int k) {
        Path state = dir.resolve("state");
        LogAudit[] running = new LogAudit[1];
        running[0] = audit((walked, size) -> {
            if (walked == k) {
                try {
                    AuditState.save(running[0], TestLog.ORIGIN, state);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        walk(running[0], leaves, 0);
        return state;
    }

    private static LogAudit audit(LogAudit.Progress progress) {
        return new LogAudit(TestProofs.trust(Evidence.DEVELOPMENT), List.of(), progress);
    }

    private AuditReport walk(LogAudit audit, List<OpenedLeaf> leaves, int from) {
        Iterator<ExaminedLeaf> rest = leaves.subList(from, leaves.size()).stream()
                .map(leaf -> ExaminedLeaf.of(TestLog.ORIGIN, leaf))
                .iterator();
        return audit.walk(patients.hospital.checkpoint(), rest);
    }

    private static OpenedLeaf changed(OpenedLeaf leaf) {
        return new OpenedLeaf(
                leaf.index(), leaf.entry(), leaf.leaf(), leaf.content().replace("60", "61"), leaf.meta(), null, null);
    }

    private static OpenedLeaf hidden(OpenedLeaf leaf) {
        return new OpenedLeaf(leaf.index(), leaf.entry(), null, null, null, null, "unavailable");
    }

    private static OpenedLeaf unauthorised(OpenedLeaf leaf) {
        return new OpenedLeaf(leaf.index(), leaf.entry(), leaf.leaf(), null, null, null, null);
    }
}
