package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LogStore} must do; each implementation runs it on a store of its own. */
public abstract class LogStoreContract {
    private LogStore store;

    /** An empty store of epoch 1. */
    protected abstract LogStore emptyStore();

    /** Leaves a pending row as a write does, committed on return. */
    protected abstract long enqueue(LogStore store, LeafWrite write, byte[] w, List<String> subjects, byte[] event);

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @Test
    void beginsEmpty() {
        assertThat(store.head().sameAs(LogHead.empty(1))).isTrue();
        assertThat(store.pending(10)).isEmpty();
        assertThat(store.latestCheckpoint()).isEmpty();
        assertThat(store.tile(0, 0)).isEmpty();
        assertThat(store.event(0)).isEmpty();
        assertThat(store.resourceHeads(List.of("Observation/o1"))).isEmpty();
        assertThat(store.subjectHeads(List.of())).isEmpty();
    }

    @Test
    void givesPendingRowsInOrderUntilTheyHaveAnIndex() {
        LeafWrite write = TestLog.observation("o1", 1);
        long first = version(write, "Patient/b", "Patient/a");
        byte[] tick = "{\"event\":\"tick\"}".getBytes(UTF_8);
        long second = enqueue(
                store, LeafWrite.event(LeafKind.TICK, TestLog.ORIGIN, TestLog.TIME_MS, tick), null, List.of(), tick);
        List<PendingEntry> pending = store.pending(10);
        assertThat(pending).extracting(PendingEntry::pendingId).containsExactly(first, second);
        assertThat(pending.get(0).write().encode()).isEqualTo(write.encode());
        assertThat(pending.get(0).w()).isEqualTo(TestLog.w(write));
        assertThat(pending.get(0).subjects()).containsExactlyInAnyOrder("Patient/a", "Patient/b");
        assertThat(pending.get(1).event()).isEqualTo(tick);
        assertThat(store.pending(1)).hasSize(1);

        assertThat(sequence(10).leaves()).isEqualTo(3);
        assertThat(store.pending(10)).isEmpty();
        assertThat(store.event(2)).hasValue(tick);
        assertThat(store.event(1)).isEmpty();
        assertThat(store.event(0).map(event -> new String(event, UTF_8)).orElseThrow())
                .contains("\"event\":\"genesis\"", TestLog.SIGNER.verifier().vkey());
    }

    @Test
    void chainsVersionsAndPatients() {
        version(TestLog.observation("o1", 1), "Patient/a", "Patient/b");
        sequence(10);
        Map<String, ResourceHead> one = store.resourceHeads(List.of("Observation/o1", "Observation/none"));
        assertThat(one).containsOnlyKeys("Observation/o1");
        assertThat(one.get("Observation/o1").versionSeq()).isEqualTo(1);
        assertThat(one.get("Observation/o1").subjects()).containsExactlyInAnyOrder("Patient/a", "Patient/b");
        assertThat(one.get("Observation/o1").leafHash()).isEqualTo(leafHash(1));

        version(TestLog.observation("o1", 2), "Patient/b");
        version(TestLog.observation("o2", 1), "Patient/b");
        sequence(10);
        ResourceHead two = store.resourceHeads(List.of("Observation/o1")).get("Observation/o1");
        assertThat(two.versionSeq()).isEqualTo(2);
        assertThat(two.subjects()).containsExactly("Patient/b");
        Map<String, SubjectHead> subjects = store.subjectHeads(List.of("Patient/a", "Patient/b", "Patient/c"));
        assertThat(subjects).containsOnlyKeys("Patient/a", "Patient/b");
        assertThat(subjects.get("Patient/a").subjectSeq()).isEqualTo(2);
        assertThat(subjects.get("Patient/a").leafHash()).isEqualTo(leafHash(2));
        assertThat(subjects.get("Patient/b").subjectSeq()).isEqualTo(3);
        assertThat(subjects.get("Patient/b").leafHash()).isEqualTo(leafHash(3));
    }

    @Test
    void staleAppendWritesNothing() throws StaleHeadException {
        version(TestLog.observation("o1", 1), "Patient/a");
        sequence(10);
        LogHead head = store.head();
        version(TestLog.observation("o1", 2), "Patient/a");
        LogBatch batch = batchOfOne(head);
        List<LogHead> wrong = List.of(
                new LogHead(head.size() - 1, head.root(), head.epoch()),
                new LogHead(head.size(), new byte[32], head.epoch()),
                new LogHead(head.size(), head.root(), head.epoch() + 1));
        for (LogHead stale : wrong) {
            assertThatThrownBy(() -> store.append(stale, batch)).isInstanceOf(StaleHeadException.class);
        }
        assertThat(store.head().sameAs(head)).isTrue();
        assertThat(store.pending(10)).hasSize(1);
        assertThat(store.tile(0, 0)).hasSize(2 * 32);
        store.append(head, batch);
        assertThatThrownBy(() -> store.append(head, batch)).isInstanceOf(StaleHeadException.class);
        assertThat(store.head().size()).isEqualTo(3);
        assertThat(store.tile(0, 0)).hasSize(3 * 32);
    }

    private LogBatch batchOfOne(LogHead head) {
        TileAppender tiles = new TileAppender(store, head.size());
        List<PendingEntry> pending = store.pending(1);
        LeafAssigner assigner = new LeafAssigner(store, TestLog.SALTS, pending);
        SequencedLeaf leaf = assigner.assign(pending.get(0), head.size(), tiles);
        tiles.append(leaf.leafHash());
        byte[] root = MerkleTree.root(new TileHashReader(tiles), head.size() + 1);
        return new LogBatch(
                List.of(leaf),
                tiles.tiles(),
                assigner.changedResources(),
                assigner.changedSubjects(),
                new LogHead(head.size() + 1, root, head.epoch()));
    }

    @Test
    void tilesProveEveryLeafAcrossTheirEdges() {
        for (int i = 1; i <= 600; i++) {
            version(TestLog.observation("o" + i % 50, 1 + i / 50), "Patient/p" + i % 7);
        }
        List<Checkpoint> signed = new ArrayList<>();
        for (int limit = 100; !store.pending(1).isEmpty(); limit += 31) {
            signed.add(sequence(limit).checkpoint().orElseThrow().checkpoint());
        }
        Checkpoint last = signed.get(signed.size() - 1);
        assertThat(last.size()).isEqualTo(601);
        assertThat(store.tile(0, 1)).hasSize(256 * 32);
        assertThat(store.tile(1, 0)).hasSize(2 * 32);
        TileHashReader hashes = new TileHashReader(store);
        for (long i = 0; i < last.size(); i++) {
            assertThat(InclusionProof.create(hashes, i, last.size()).verifies(hashes.hash(0, i), last.root()))
                    .isTrue();
        }
        for (Checkpoint older : signed) {
            assertThat(ConsistencyProof.create(hashes, older.size(), last.size())
                            .verifies(older.root(), last.root()))
                    .isTrue();
        }
    }

    @Test
    void keepsCheckpointsBySize() {
        sequence(1);
        SignedCheckpoint first = store.latestCheckpoint().orElseThrow();
        version(TestLog.observation("o1", 1));
        SignedCheckpoint second = sequence(1).checkpoint().orElseThrow();
        assertThat(store.latestCheckpoint().orElseThrow().text()).isEqualTo(second.text());
        assertThat(store.checkpoint(1).orElseThrow().text()).isEqualTo(first.text());
        assertThat(store.checkpoint(3)).isEmpty();
        store.saveCheckpoint(TestLog.SIGNER.sign(new Checkpoint(TestLog.ORIGIN, 1, new byte[32])));
        assertThat(store.checkpoint(1).orElseThrow().text()).isEqualTo(first.text());
    }

    @Test
    void concurrentSequencersLogEachRowOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                version(TestLog.observation("o" + i % 5, 1 + i / 5), "Patient/p");
                results.add(threads.submit(() -> sequence(7).leaves()));
            }
            int leaves = 0;
            for (Future<Integer> result : results) {
                leaves += result.get();
            }
            while (!store.pending(1).isEmpty()) {
                leaves += sequence(7).leaves();
            }
            assertThat(leaves).isEqualTo(61);
            assertThat(store.head().size()).isEqualTo(61);
            assertThat(store.subjectHeads(List.of("Patient/p")).get("Patient/p").subjectSeq())
                    .isEqualTo(60);
        } finally {
            threads.shutdownNow();
        }
    }

    private long version(LeafWrite write, String... subjects) {
        return enqueue(store, write, TestLog.w(write), List.of(subjects), null);
    }

    private SequencerResult sequence(int limit) {
        return TestLog.sequencer(store).sequence(limit);
    }

    private byte[] leafHash(long index) {
        return new TileHashReader(store).hash(0, index);
    }
}
