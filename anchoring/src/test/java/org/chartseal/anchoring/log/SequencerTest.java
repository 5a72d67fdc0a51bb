package org.chartseal.anchoring.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private final InMemoryLogStore store = new InMemoryLogStore();

    @Test
    void firstCallMakesTheGenesisLeafAndSignsIt() {
        SequencerResult result = TestLog.sequencer(store).sequence(10);
        assertThat(result.leaves()).isEqualTo(1);
        assertThat(store.leaf(0).write().kind()).isEqualTo(LeafKind.GENESIS);
        assertThat(TestLog.SIGNER.verifier().verifies(result.checkpoint().orElseThrow()))
                .isTrue();
        SequencerResult idle = TestLog.sequencer(store).sequence(10);
        assertThat(idle.leaves()).isZero();
        assertThat(idle.checkpoint()).isEmpty();
    }

    @Test
    void patientWhoLeavesARecordKeepsATraceOfIt() {
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/mother", "Patient/newborn");
        TestLog.enqueue(store, TestLog.observation("o1", 2), "Patient/mother");
        TestLog.enqueue(store, TestLog.observation("o1", 3), "Patient/mother");
        TestLog.sequencer(store).sequence(10);
        assertThat(store.leaf(2).subjects())
                .extracting(SubjectLink::subject, SubjectLink::role, SubjectLink::subjectSeq)
                .containsExactlyInAnyOrder(
                        tuple("Patient/mother", SubjectRole.IN, 2L), tuple("Patient/newborn", SubjectRole.LEFT, 2L));
        assertThat(store.leaf(3).subjects()).hasSize(1);
    }

    @Test
    void deleteLeavesEveryPatientAndKeepsTheVersionChain() {
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/a");
        TestLog.enqueue(store, LeafWrite.delete(TestLog.ORIGIN, "Observation", "o1", "2", TestLog.TIME_MS));
        TestLog.enqueue(store, TestLog.observation("o1", 3), "Patient/a");
        TestLog.sequencer(store).sequence(10);
        assertThat(store.leaf(2).subjects()).extracting(SubjectLink::role).containsExactly(SubjectRole.LEFT);
        assertThat(store.leaf(3).version().versionSeq()).isEqualTo(3);
        assertThat(store.leaf(3).version().prevLeafHash())
                .isEqualTo(store.leaf(2).leafHash());
    }

    @Test
    void commitmentsOpenInTheOrderOfTheirLinks() {
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/a", "Patient/b", "Patient/c", "Patient/d");
        TestLog.sequencer(store).sequence(10);
        SequencedLeaf leaf = store.leaf(1);
        for (int j = 0; j < 4; j++) {
            SubjectLink link = leaf.subjects().get(j);
            assertThat(Commitment.subject(TestLog.SALTS.subject(link.subject(), 1), link.encode()))
                    .isEqualTo(leaf.commitment().subjects().get(j));
        }
        assertThat(Commitment.version(
                        TestLog.SALTS.log(1, Salts.PART_VERSION), leaf.version().encode()))
                .isEqualTo(leaf.commitment().v());
    }

    @Test
    void erasureRefersToTheErasedLeafEvenInTheSameBatch() {
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/a");
        LeafWrite erasure = LeafWrite.erasure(TestLog.ORIGIN, TestLog.TIME_MS, 1, TestLog.sha("order"));
        store.enqueue(erasure, null, List.of(), null);
        TestLog.sequencer(store).sequence(10);
        assertThat(store.leaf(2).version().refLeafHash())
                .isEqualTo(store.leaf(1).leafHash());
        assertThat(store.leaf(2).version().versionSeq()).isZero();
        assertThat(store.leaf(2).subjects()).isEmpty();
    }

    @Test
    void erasureOfALeafThatIsNotThereStops() {
        store.enqueue(LeafWrite.erasure(TestLog.ORIGIN, 0, 1, TestLog.sha("order")), null, List.of(), null);
        assertThatThrownBy(() -> TestLog.sequencer(store).sequence(10))
                .isInstanceOf(LogIntegrityException.class)
                .hasMessageContaining("expected an erased index below 1, found 1");
    }

    @Test
    void destroyedKeysAreCommittedToAndOpenNoMore() {
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/erased");
        TestLog.enqueue(store, TestLog.observation("o1", 2), "Patient/a");
        TestLog.sequencer(store).sequence(10);
        assertThat(store.leaf(1).commitment().subjects()).hasSize(1);
        assertThat(store.leaf(2).commitment().subjects()).hasSize(2);
    }

    @Test
    void versionsOfOneResourceGoInOrderWhateverTheirIds() {
        TestLog.enqueue(store, TestLog.observation("o1", 10), "Patient/a");
        TestLog.enqueue(store, TestLog.observation("o2", 1), "Patient/a");
        TestLog.enqueue(store, TestLog.observation("o1", 9), "Patient/a");
        TestLog.sequencer(store).sequence(10);
        assertThat(List.of(store.leaf(1), store.leaf(2), store.leaf(3)))
                .extracting(leaf -> leaf.write().id() + "/" + leaf.write().versionId())
                .containsExactly("o1/9", "o2/1", "o1/10");
    }

    @Test
    void signsAHeadThatACrashLeftUnsigned() {
        TestLog.sequencer(store).sequence(1);
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/a");
        TestLog.sequencer(forgetful()).sequence(1);
        assertThat(store.latestCheckpoint().orElseThrow().checkpoint().size()).isEqualTo(1);
        SequencerResult result = TestLog.sequencer(store).sequence(1);
        assertThat(result.leaves()).isZero();
        assertThat(result.checkpoint().orElseThrow().checkpoint().size()).isEqualTo(2);
    }

    @Test
    void neverSignsOverADamagedTile() {
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/a");
        TestLog.sequencer(store).sequence(1);
        TestLog.enqueue(store, TestLog.observation("o1", 2), "Patient/a");
        LogStore damaged = new ForwardingLogStore(store) {
            @Override
            public byte[] tile(int level, long index) {
                byte[] hashes = super.tile(level, index);
                if (hashes.length > 0) {
                    hashes[hashes.length - 1] ^= 1;
                }
                return hashes;
            }
        };
        assertThatThrownBy(() -> TestLog.sequencer(damaged).sequence(1)).isInstanceOf(LogIntegrityException.class);
        assertThat(store.head().size()).isEqualTo(2);
    }

    @Test
    void neverSignsATileDamagedWhileItWasWritten() {
        TestLog.sequencer(store).sequence(1);
        TestLog.enqueue(store, TestLog.observation("o1", 1), "Patient/a");
        LogStore damaging = new ForwardingLogStore(store) {
            @Override
            public void append(LogHead expected, LogBatch batch) throws StaleHeadException {
                batch.tiles().get(0).hashes()[40] ^= 1;
                super.append(expected, batch);
            }
        };
        assertThatThrownBy(() -> TestLog.sequencer(damaging).sequence(1)).isInstanceOf(LogIntegrityException.class);
        assertThat(store.latestCheckpoint().orElseThrow().checkpoint().size()).isEqualTo(1);
    }

    @Test
    void neverSignsBehindACheckpoint() {
        TestLog.sequencer(store).sequence(1);
        store.saveCheckpoint(TestLog.SIGNER.sign(new Checkpoint(TestLog.ORIGIN, 5, new byte[32])));
        assertThatThrownBy(() -> TestLog.sequencer(store).sequence(1))
                .isInstanceOf(LogIntegrityException.class)
                .hasMessage("expected at least the 5 leaves signed before, found 1");
    }

    private LogStore forgetful() {
        return new ForwardingLogStore(store) {
            @Override
            public void saveCheckpoint(SignedCheckpoint checkpoint) {}
        };
    }

    @Test
    void mostSubjectsMayAllLeaveAtOnce() {
        String[] before = patients("a");
        TestLog.enqueue(store, TestLog.observation("o1", 1), before);
        TestLog.enqueue(store, TestLog.observation("o1", 2), patients("b"));
        TestLog.sequencer(store).sequence(10);
        assertThat(store.leaf(2).subjects()).hasSize(Commitment.MAX_SUBJECTS);
        String[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = "Patient/c";
        assertThatThrownBy(() -> TestLog.enqueue(store, TestLog.observation("o1", 3), more))
                .isInstanceOf(LeafFormatException.class)
                .hasMessage("expected at most 2048 subjects, found 2049");
    }

    private static String[] patients(String prefix) {
        return IntStream.range(0, PendingEntry.MAX_SUBJECTS)
                .mapToObj(i -> "Patient/" + prefix + i)
                .toArray(String[]::new);
    }
}
