package org.chartseal.anchoring.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.log.LeafExtension;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.junit.jupiter.api.Test;

/** Every head is proven present, everything else absent, and nothing else than what is so. */
class MapProofTest {
    private static final byte[] KEY = TestMap.KEYS.mapKey();

    @Test
    void provesPresenceAndAbsenceAtEverySmallSize() {
        for (int size = 0; size <= 64; size++) {
            assertProvesAll(TestMap.of(size), size);
        }
    }

    @Test
    void provesPresenceAndAbsenceAcrossChunks() {
        for (int size : List.of(MapChunk.WIDTH - 1, MapChunk.WIDTH, MapChunk.WIDTH + 1, 7 * MapChunk.WIDTH + 77)) {
            TestMap map = TestMap.of(size);
            assertThat(map.snapshot(0).root())
                    .as("%d", size)
                    .isEqualTo(plain(map).root());
            Random random = new Random(size);
            for (int i = 0; i < 200; i++) {
                int known = random.nextInt(size);
                TestMap.Name name = new ArrayList<>(map.heads.keySet()).get(known);
                assertPresent(map, name);
                assertAbsent(map, HeadSpace.SUBJECT, "Patient/absent-" + random.nextLong());
            }
        }
    }

    @Test
    void aMapBuiltInManyPassesIsTheSame() {
        TestMap map = TestMap.of(5000);
        byte[] once = map.allHeads();
        for (int perPass : List.of(1, 100, 700, 2500)) {
            assertThat(map.build(perPass).allHeads()).isEqualTo(once);
            assertThat(map.snapshot(0).root()).isEqualTo(plain(map).root());
        }
    }

    @Test
    void aHeadCannotBeToldTwice() {
        TestMap map = TestMap.of(3);
        HeadSource twice = sink -> {
            map.source().forEach(sink);
            map.source().forEach(sink);
        };
        assertThatThrownBy(() -> new MapBuilder(TestMap.KEYS, 10).build(twice, 3, chunk -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProofIsOfOneHeadInOneMapOnly() {
        TestMap map = TestMap.of(37);
        MapSnapshot snapshot = map.snapshot(50);
        PresenceProof proof = (PresenceProof) map.prove(HeadSpace.SUBJECT, "Patient/5");
        assertThat(proof.verifies(snapshot, KEY, HeadSpace.VERSION, "Patient/5"))
                .isFalse();
        assertThat(proof.verifies(snapshot, KEY, HeadSpace.SUBJECT, "Patient/7"))
                .isFalse();
        assertThat(proof.verifies(TestMap.of(38).snapshot(50), KEY, HeadSpace.SUBJECT, "Patient/5"))
                .isFalse();
        MapHead head = proof.head();
        for (MapHead other : List.of(
                new MapHead(head.seq() + 1, head.leafHash()), new MapHead(head.seq(), TestMap.sha("another leaf")))) {
            assertThat(new PresenceProof(proof.index(), other, proof.salt(), proof.path())
                            .verifies(snapshot, KEY, HeadSpace.SUBJECT, "Patient/5"))
                    .isFalse();
        }
    }

    @Test
    void aPresentHeadIsNeverProvenAbsent() {
        for (int size = 1; size <= 40; size++) {
            TestMap map = TestMap.of(size);
            MapSnapshot snapshot = map.snapshot(0);
            List<EntryProof> entries = new ArrayList<>();
            map.heads.keySet().forEach(name -> entries.add(entry(map, name)));
            entries.add(null);
            for (EntryProof before : entries) {
                for (EntryProof after : entries) {
                    for (TestMap.Name name : map.heads.keySet()) {
                        assertThat(new AbsenceProof(before, after)
                                        .verifies(snapshot, KEY, name.space(), name.reference()))
                                .isFalse();
                    }
                }
            }
        }
    }

    @Test
    void changedBytesNeverPass() {
        Random random = new Random(7);
        for (int size : List.of(1, 2, 3, 17, 64, 100)) {
            TestMap map = TestMap.of(size);
            MapSnapshot snapshot = map.snapshot(9);
            PresenceProof present = (PresenceProof) map.prove(HeadSpace.VERSION, "Observation/0");
            AbsenceProof absent = (AbsenceProof) map.prove(HeadSpace.SUBJECT, "Patient/nobody");
            for (int i = 0; i < 500; i++) {
                PresenceProof changed =
                        switch (random.nextInt(4)) {
                            case 0 ->
                                new PresenceProof(
                                        present.index() + random.nextInt(1, 99),
                                        present.head(),
                                        present.salt(),
                                        present.path());
                            case 1 ->
                                new PresenceProof(
                                        present.index(), present.head(), flip(present.salt(), random), present.path());
                            case 2 ->
                                new PresenceProof(
                                        present.index(), present.head(), present.salt(), flip(present.path(), random));
                            default ->
                                new PresenceProof(
                                        present.index(),
                                        new MapHead(
                                                present.head().seq(),
                                                flip(present.head().leafHash(), random)),
                                        present.salt(),
                                        present.path());
                        };
                assertThat(changed.verifies(snapshot, KEY, HeadSpace.VERSION, "Observation/0"))
                        .isFalse();
                assertThat(present.verifies(snapshot, flip(KEY, random), HeadSpace.VERSION, "Observation/0"))
                        .isFalse();
                AbsenceProof other =
                        new AbsenceProof(changed(absent.before(), random), changed(absent.after(), random));
                assertThat(other.verifies(snapshot, KEY, HeadSpace.SUBJECT, "Patient/nobody"))
                        .isFalse();
            }
            assertThat(present.verifies(snapshot, KEY, HeadSpace.VERSION, "Observation/0"))
                    .isTrue();
            assertThat(absent.verifies(snapshot, KEY, HeadSpace.SUBJECT, "Patient/nobody"))
                    .isTrue();
        }
    }

    @Test
    void aLeafSaysExactlyOneSnapshot() {
        MapSnapshot snapshot = TestMap.of(12).snapshot(34);
        LeafWrite write = LeafWrite.decode(snapshot.write("origin", 56).encode());
        MapSnapshot read = MapSnapshot.read(write, snapshot.event());
        assertThat(read.asOfSize()).isEqualTo(34);
        assertThat(read.mapSize()).isEqualTo(12);
        assertThat(read.root()).isEqualTo(snapshot.root());
        assertThat(read.keyHash()).isEqualTo(TestMap.KEYS.keyHash());
        byte[] event = snapshot.event();
        for (int i = 0; i < event.length; i++) {
            byte[] changed = event.clone();
            changed[i] ^= 0x20;
            assertThatThrownBy(() -> MapSnapshot.read(write, changed)).isInstanceOf(LeafFormatException.class);
        }
        assertThatThrownBy(() -> MapSnapshot.read(LeafWrite.event(LeafKind.TICK, "origin", 1, event), event))
                .isInstanceOf(LeafFormatException.class);
        assertThat(write.extensions()).hasSize(1).noneMatch(LeafExtension::critical);
    }

    private static void assertProvesAll(TestMap map, int size) {
        assertThat(map.snapshot(0).root()).as("%d", size).isEqualTo(plain(map).root());
        map.heads.keySet().forEach(name -> assertPresent(map, name));
        for (int i = 0; i < 40; i++) {
            assertAbsent(map, HeadSpace.SUBJECT, "Patient/absent-" + i);
            assertAbsent(map, HeadSpace.SUBJECT, "Observation/" + i);
        }
    }

    private static void assertPresent(TestMap map, TestMap.Name name) {
        MapProof proof = map.prove(name.space(), name.reference());
        assertThat(proof).isInstanceOf(PresenceProof.class);
        assertThat(proof.verifies(map.snapshot(3), KEY, name.space(), name.reference()))
                .isTrue();
    }

    private static void assertAbsent(TestMap map, HeadSpace space, String reference) {
        MapProof proof = map.prove(space, reference);
        assertThat(proof).isInstanceOf(AbsenceProof.class);
        assertThat(proof.verifies(map.snapshot(3), KEY, space, reference)).isTrue();
    }

    private static EntryProof entry(TestMap map, TestMap.Name name) {
        PresenceProof proof = (PresenceProof) map.prove(name.space(), name.reference());
        byte[] key = MapKeys.entryKey(KEY, name.space(), HeadName.of(name.reference()));
        return new EntryProof(proof.index(), new MapEntry(key, proof.head().commitment(proof.salt())), proof.path());
    }

    private static EntryProof changed(EntryProof proof, Random random) {
        if (proof == null) {
            return null;
        }
        return switch (random.nextInt(proof.path().isEmpty() ? 2 : 3)) {
            case 0 ->
                new EntryProof(
                        proof.index(),
                        new MapEntry(
                                flip(proof.entry().key(), random), proof.entry().value()),
                        proof.path());
            case 1 -> new EntryProof(proof.index() + random.nextInt(1, 9), proof.entry(), proof.path());
            default -> new EntryProof(proof.index(), proof.entry(), flip(proof.path(), random));
        };
    }

    private static List<byte[]> flip(List<byte[]> path, Random random) {
        List<byte[]> changed = new ArrayList<>(path);
        int place = random.nextInt(path.size() + 1);
        if (place == path.size()) {
            changed.add(new byte[32]);
        } else if (random.nextBoolean()) {
            changed.remove(place);
        } else {
            changed.set(place, flip(path.get(place), random));
        }
        return changed;
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private static PlainMap plain(TestMap map) {
        PlainMap plain = new PlainMap(TestMap.KEYS.mapKey(), TestMap.KEYS.valueKey());
        map.heads.forEach((name, head) ->
                plain.put(name.space() == HeadSpace.VERSION ? 1 : 2, name.reference(), head.seq(), head.leafHash()));
        return plain;
    }
}
